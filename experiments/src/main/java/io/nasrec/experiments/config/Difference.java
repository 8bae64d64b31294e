package io.nasrec.experiments.config;

import io.nasrec.experiments.config.schema.OptionalValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A key that differs between two experiments.
 *
 * @param key its path
 * @param before its text in the first
 * @param now its text in the second
 */
public record Difference(String key, String before, String now) {

  /** All keys that differ, in the order of the schema; one that is not there is {@code none}. */
  public static List<Difference> between(Experiment before, Experiment now) {
    Map<String, String> texts = ExperimentWriter.texts(before);
    Map<String, String> other = ExperimentWriter.texts(now);
    Set<String> keys = new LinkedHashSet<>(texts.keySet());
    keys.addAll(other.keySet()); // those of a section that was left out before
    List<Difference> differences = new ArrayList<>();
    for (String key : keys) {
      Difference difference =
          new Difference(
              key,
              texts.getOrDefault(key, OptionalValue.NONE),
              other.getOrDefault(key, OptionalValue.NONE));
      if (!difference.before.equals(difference.now)) {
        differences.add(difference);
      }
    }
    return differences;
  }

  /** For example {@code the run was started with seed: 1, now seed: 2}. */
  @Override
  public String toString() {
    return "the run was started with %s: %s, now %s: %s".formatted(key, before, key, now);
  }
}
