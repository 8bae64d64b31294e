package io.nasrec.experiments.config.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** {@code true} or {@code false}, but not YAML 1.1's other spellings. */
record Flag() implements ValueType {

  @Override
  public String expected() {
    return "true or false";
  }

  @Override
  public Optional<Object> parse(String text) {
    return switch (text) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  @Override
  public boolean allows(Object value) {
    return true;
  }

  @Override
  public JsonNode jsonSchema() {
    return JsonSchema.flag();
  }
}
