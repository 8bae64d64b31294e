package io.nasrec.experiments.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Writes the effective experiment: every key, whether it came from a file or from {@code --set}.
 */
public final class ExperimentWriter {
  private static final YAMLMapper MAPPER =
      new YAMLMapper(
          YAMLFactory.builder()
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .build());

  private ExperimentWriter() {}

  /** YAML that {@link ExperimentReader} reads back as an equal experiment. */
  public static String yaml(Experiment experiment) {
    ObjectNode root = MAPPER.createObjectNode();
    Schema.values("", experiment)
        .forEach(
            (path, value) -> {
              int dot = path.indexOf('.');
              ObjectNode section = dot < 0 ? root : root.withObjectProperty(path.substring(0, dot));
              section.set(path.substring(dot + 1), node(path, value));
            });
    try {
      return MAPPER.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts cannot be written as YAML", e);
    }
  }

  /** Some keys and their values, one line each; without keys added later that are not given. */
  public static String lines(Experiment experiment, Predicate<String> keys) {
    return Schema.texts(experiment).entrySet().stream()
        .filter(text -> keys.test(text.getKey()) && !isLeftOut(text.getKey(), text.getValue()))
        .map(text -> text.getKey() + ": " + text.getValue() + "\n")
        .collect(Collectors.joining());
  }

  private static boolean isLeftOut(String key, String text) {
    return Experiment.ADDED_KEYS.contains(key) && text.equals(OptionalValue.NONE);
  }

  /**
   * Numbers, flags and lists as YAML values, so that they are not quoted; everything else as text.
   */
  private static JsonNode node(String path, Object value) {
    if (value instanceof Map<?, ?> columns && Schema.KEYS.get(path) instanceof Columns type) {
      ObjectNode node = MAPPER.createObjectNode();
      columns.forEach((name, item) -> node.put((String) name, type.setting().text(item)));
      return node;
    }
    return value instanceof Number || value instanceof Boolean || value instanceof List
        ? MAPPER.valueToTree(value)
        : TextNode.valueOf(Schema.text(path, value));
  }
}
