package io.nasrec.experiments.config;

import java.util.Optional;

/** A key that may be left out or hold {@code none}. */
record OptionalValue(ValueType type) implements ValueType {
  static final String NONE = "none";

  @Override
  public String expected() {
    return type.expected() + ", or " + NONE;
  }

  @Override
  public Optional<Object> parse(String text) {
    return text.equals(NONE)
        ? Optional.of(Optional.empty())
        : type.parse(text).map(Optional::of).map(Object.class::cast);
  }

  @Override
  public boolean allows(Object value) {
    return ((Optional<?>) value).map(type::allows).orElse(true);
  }

  @Override
  public String text(Object value) {
    return ((Optional<?>) value).map(type::text).orElse(NONE);
  }
}
