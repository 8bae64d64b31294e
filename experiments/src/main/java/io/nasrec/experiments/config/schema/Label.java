package io.nasrec.experiments.config.schema;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The spelling of enum constants in files: their {@link JsonProperty}. */
public final class Label {
  private Label() {}

  /**
   * The spelling of a constant.
   *
   * @throws IllegalArgumentException if the constant has none
   */
  public static String of(Enum<?> constant) {
    try {
      JsonProperty property =
          constant.getDeclaringClass().getField(constant.name()).getAnnotation(JsonProperty.class);
      if (property != null) {
        return property.value();
      }
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("an enum constant is a field", e);
    }
    throw new IllegalArgumentException("constant must have a @JsonProperty, but was " + constant);
  }
}
