package io.nasrec.experiments.config.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** A file or directory, which need not exist. */
record FilePath() implements ValueType {

  @Override
  public String expected() {
    return "a path";
  }

  @Override
  public Optional<Object> parse(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean allows(Object value) {
    return true;
  }

  @Override
  public JsonNode jsonSchema() {
    return JsonSchema.text();
  }
}
