package io.nasrec.experiments.config.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A list of at least one whole number; its text is {@code [400, 400]}, brackets may be omitted. */
record WholeNumbers(WholeNumber each) implements ValueType {

  @Override
  public String expected() {
    return "a list such as [400, 400], each " + each.expected();
  }

  @Override
  public Optional<Object> parse(String text) {
    List<Integer> numbers = new ArrayList<>();
    for (String item : ListText.items(text)) {
      Optional<Object> number = each.parse(item);
      if (number.isEmpty()) {
        return Optional.empty();
      }
      numbers.add((Integer) number.get());
    }
    return Optional.of(List.copyOf(numbers));
  }

  @Override
  public boolean allows(Object value) {
    List<?> numbers = (List<?>) value;
    return !numbers.isEmpty() && numbers.stream().allMatch(each::allows);
  }

  @Override
  public boolean isList() {
    return true;
  }

  @Override
  public String text(Object value) {
    return ListText.of((List<?>) value);
  }

  @Override
  public JsonNode jsonSchema() {
    return JsonSchema.list(each.jsonSchema());
  }
}
