package io.nasrec.experiments.config.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** A list of texts: {@code [a, "b, c"]}; it may be empty. */
record Names() implements ValueType {

  @Override
  public String expected() {
    return "a list of texts such as [a, b]";
  }

  @Override
  public Optional<Object> parse(String text) {
    return FlowText.list(text).map(Object.class::cast);
  }

  @Override
  public boolean allows(Object value) {
    return true;
  }

  @Override
  public boolean isList() {
    return true;
  }

  @Override
  public String text(Object value) {
    return FlowText.of(((List<?>) value).stream().map(String.class::cast).toList());
  }

  @Override
  public JsonNode jsonSchema() {
    // A list of missing values may hold numbers and null, which are ordinary texts there.
    return JsonSchema.list(JsonSchema.anything());
  }
}
