package io.nasrec.experiments.config.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A list of finite numbers; its text is {@code [1, 1, 0]}, the brackets may be omitted. */
record Numbers(int size) implements ValueType {

  @Override
  public String expected() {
    return "a list of exactly %s finite numbers such as %s"
        .formatted(size, Collections.nCopies(size, 1));
  }

  @Override
  public Optional<Object> parse(String text) {
    return ListText.values(text, RealNumber::number);
  }

  @Override
  public boolean allows(Object value) {
    List<?> numbers = (List<?>) value;
    return numbers.size() == size && numbers.stream().allMatch(n -> Double.isFinite((Double) n));
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
    return JsonSchema.list(JsonSchema.number(), size);
  }
}
