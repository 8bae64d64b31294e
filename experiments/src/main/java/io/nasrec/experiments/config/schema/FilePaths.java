package io.nasrec.experiments.config.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * At least one file or directory, which need not exist: {@code a.csv}, {@code a.csv, b.csv} or
 * {@code ["a, b.csv", c.csv]}.
 */
public record FilePaths() implements ValueType {

  @Override
  public String expected() {
    return "a path or a list of paths such as [a.csv, b.csv]";
  }

  @Override
  public Optional<Object> parse(String text) {
    // In brackets it is YAML, with quotes around a comma; otherwise a path is taken literally.
    Optional<List<String>> items =
        text.startsWith("[") ? FlowText.list(text) : Optional.of(ListText.items(text));
    try {
      return items
          .filter(paths -> !paths.isEmpty() && paths.stream().noneMatch(String::isEmpty))
          .map(paths -> paths.stream().map(Path::of).toList());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean allows(Object value) {
    return !((List<?>) value).isEmpty();
  }

  @Override
  public boolean isList() {
    return true;
  }

  @Override
  public String text(Object value) {
    List<String> paths = ((List<?>) value).stream().map(Object::toString).toList();
    return paths.size() == 1 && isPlain(paths.get(0)) ? paths.get(0) : FlowText.of(paths);
  }

  /** Whether a path can be written without brackets. */
  public static boolean isPlain(String path) {
    return !path.startsWith("[") && path.indexOf(',') < 0;
  }

  @Override
  public JsonNode jsonSchema() {
    return JsonSchema.anyOf(JsonSchema.text(), JsonSchema.list(JsonSchema.text()));
  }
}
