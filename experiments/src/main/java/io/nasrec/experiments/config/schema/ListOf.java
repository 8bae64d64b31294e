package io.nasrec.experiments.config.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** A list of at least one value; its text is {@code [400, 400]}, brackets may be omitted. */
record ListOf(ValueType each) implements ValueType {

  @Override
  public String expected() {
    return "a list in brackets, each " + each.expected();
  }

  @Override
  public Optional<Object> parse(String text) {
    return ListText.values(text, each::parse);
  }

  @Override
  public boolean allows(Object value) {
    List<?> values = (List<?>) value;
    return !values.isEmpty() && values.stream().allMatch(each::allows);
  }

  @Override
  public boolean isList() {
    return true;
  }

  @Override
  public String text(Object value) {
    return ListText.of(((List<?>) value).stream().map(each::text).toList());
  }

  @Override
  public JsonNode jsonSchema() {
    return JsonSchema.list(each.jsonSchema());
  }
}
