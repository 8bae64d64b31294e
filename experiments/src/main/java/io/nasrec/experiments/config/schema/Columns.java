package io.nasrec.experiments.config.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Columns, each with a setting: {@code {price: log1p, age: default}}. Their order counts.
 *
 * @param setting what each column may hold
 */
public record Columns(ValueType setting) implements ValueType {
  /** The setting of a column that uses the data section's default. */
  public static final String DEFAULT = "default";

  @Override
  public String expected() {
    return "a section of columns, each of which is " + setting.expected();
  }

  @Override
  public Optional<Object> parse(String text) {
    Optional<Map<String, String>> entries = FlowText.map(text);
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> values = new LinkedHashMap<>();
    entries
        .get()
        .forEach((name, item) -> setting.parse(item).ifPresent(value -> values.put(name, value)));
    return values.size() == entries.get().size() ? Optional.of(values) : Optional.empty();
  }

  @Override
  public boolean allows(Object value) {
    return ((Map<?, ?>) value).values().stream().allMatch(setting::allows);
  }

  @Override
  public String text(Object value) {
    Map<String, String> texts = new LinkedHashMap<>();
    ((Map<?, ?>) value).forEach((name, item) -> texts.put((String) name, setting.text(item)));
    return FlowText.of(texts);
  }

  @Override
  public JsonNode jsonSchema() {
    return JsonSchema.mapping(setting.jsonSchema());
  }
}
