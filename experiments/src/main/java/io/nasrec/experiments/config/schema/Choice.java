package io.nasrec.experiments.config.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One constant of an enum, spelled by its label. */
record Choice(List<Enum<?>> constants) implements ValueType {

  Choice(Class<?> choice) {
    this(Arrays.stream(choice.getEnumConstants()).<Enum<?>>map(c -> (Enum<?>) c).toList());
  }

  @Override
  public String expected() {
    List<String> labels = constants.stream().map(Label::of).toList();
    return labels.size() == 1 ? labels.get(0) : "one of " + String.join(", ", labels);
  }

  @Override
  public Optional<Object> parse(String text) {
    return constants.stream()
        .filter(constant -> Label.of(constant).equals(text))
        .map(Object.class::cast)
        .findFirst();
  }

  @Override
  public boolean allows(Object value) {
    return true;
  }

  @Override
  public String text(Object value) {
    return Label.of((Enum<?>) value);
  }

  @Override
  public JsonNode jsonSchema() {
    return JsonSchema.oneOf(constants.stream().map(Label::of).toList());
  }
}
