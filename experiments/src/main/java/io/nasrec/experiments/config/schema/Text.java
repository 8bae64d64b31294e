package io.nasrec.experiments.config.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Text that matches a pattern. */
record Text(String pattern, String expected) implements ValueType {

  @Override
  public Optional<Object> parse(String text) {
    return Optional.of(text);
  }

  @Override
  public boolean allows(Object value) {
    return ((String) value).matches(pattern);
  }

  @Override
  public JsonNode jsonSchema() {
    return JsonSchema.text();
  }
}
