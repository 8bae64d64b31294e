package io.nasrec.experiments.config.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * A value that may be absent, which is expressed by a word.
 *
 * @param type the type of a value that is present
 * @param absent the word: {@link #NONE} for a key, which may also be omitted
 */
public record OptionalValue(ValueType type, String absent) implements ValueType {
  public static final String NONE = "none";

  @Override
  public String expected() {
    return type.expected() + ", or " + absent;
  }

  @Override
  public Optional<Object> parse(String text) {
    return text.equals(absent)
        ? Optional.of(Optional.empty())
        : type.parse(text).map(Optional::of).map(Object.class::cast);
  }

  @Override
  public boolean allows(Object value) {
    return ((Optional<?>) value).map(type::allows).orElse(true);
  }

  @Override
  public boolean isList() {
    return type.isList();
  }

  @Override
  public String text(Object value) {
    return ((Optional<?>) value).map(type::text).orElse(absent);
  }

  @Override
  public JsonNode jsonSchema() {
    return JsonSchema.anyOf(type.jsonSchema(), JsonSchema.oneOf(List.of(absent)));
  }
}
