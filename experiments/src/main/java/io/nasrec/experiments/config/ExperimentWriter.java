package io.nasrec.experiments.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.experiments.config.schema.JsonSchema;
import io.nasrec.experiments.config.schema.KeyTexts;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Writes the effective experiment: every key, whether it came from a file or from {@code --set}.
 */
public final class ExperimentWriter {
  private ExperimentWriter() {}

  /** YAML that {@link ExperimentReader} reads back as an equal experiment. */
  public static String yaml(Experiment experiment) {
    return KeyTexts.yaml(Experiment.SCHEMA, experiment);
  }

  /**
   * JSON of what makes an experiment the same on another machine: every key but the number of
   * workers and those that name files.
   */
  public static ObjectNode portable(Experiment experiment) {
    ObjectNode keys = KeyTexts.json(Experiment.SCHEMA, experiment);
    keys.withObject("/engine").remove("workers");
    ObjectNode data = keys.withObject("/data");
    data.remove(List.of("raw", "prepared"));
    if (data.path("format") instanceof ObjectNode format) {
      format.remove("userProfile");
    }
    return keys;
  }

  /** The texts of all keys, see {@link KeyTexts#of}. */
  static Map<String, String> texts(Experiment experiment) {
    return KeyTexts.of(Experiment.SCHEMA, experiment);
  }

  /** The keys of experiment files as a JSON Schema, for editors. */
  public static String jsonSchema() {
    return JsonSchema.document(Experiment.SCHEMA, "NASRec experiment");
  }

  /** What {@code --set} needs to turn one experiment into another. */
  public static List<String> overrides(Experiment before, Experiment now) {
    Map<String, String> texts = texts(before);
    return texts(now).entrySet().stream()
        .filter(text -> !text.getValue().equals(texts.get(text.getKey())))
        .map(text -> text.getKey() + "=" + text.getValue())
        .toList();
  }

  /** Some keys and their values for digests, one line each; the same for equal experiments. */
  public static String lines(Experiment experiment, Predicate<String> keys) {
    return OldKeys.lines(experiment, keys);
  }
}
