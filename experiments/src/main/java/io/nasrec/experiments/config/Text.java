package io.nasrec.experiments.config;

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
}
