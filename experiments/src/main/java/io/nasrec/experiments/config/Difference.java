package io.nasrec.experiments.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A key that differs between two experiments.
 *
 * @param key its path
 * @param before its text in the first
 * @param now its text in the second
 */
public record Difference(String key, String before, String now) {

  /** All keys that differ, in the order of the schema. */
  public static List<Difference> between(Experiment before, Experiment now) {
    Map<String, String> other = Schema.texts(now);
    List<Difference> differences = new ArrayList<>();
    Schema.texts(before)
        .forEach(
            (key, text) -> {
              if (!text.equals(other.get(key))) {
                differences.add(new Difference(key, text, other.get(key)));
              }
            });
    return differences;
  }

  /** For example {@code the run was started with seed: 1, now seed: 2}. */
  @Override
  public String toString() {
    return "the run was started with %s: %s, now %s: %s".formatted(key, before, key, now);
  }
}
