package io.nasrec.experiments.trial;

import io.nasrec.experiments.config.ConfigurationException;
import java.util.ArrayList;
import java.util.List;

/**
 * Values of experiment keys that are tried for each network, all combinations of them; the best on
 * validation is taken. Every network so gets the same budget for its tuning, too.
 *
 * @param keys in the order in which they were given
 */
public record Tuning(List<Key> keys) {

  /**
   * A key and what is tried for it.
   *
   * @param path such as {@code retrain.learningRate}
   */
  public record Key(String path, List<String> values) {
    public Key {
      values = List.copyOf(values);
    }
  }

  /** What belongs to a training and not to the data that all share. */
  private static final List<String> TUNABLE =
      List.of("retrain.", "baseline.", "training.", "space.layerNorm");

  public Tuning {
    keys = List.copyOf(keys);
  }

  /**
   * Reads {@code key.path=value,value} texts; a value may be a list in brackets.
   *
   * @throws ConfigurationException naming every text that is none, or whose key is not of a
   *     training
   */
  public static Tuning parse(List<String> texts) {
    List<Key> keys = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        problems.add("--tune: must be key.path=value,value, but was '" + text + "'");
        continue;
      }
      String path = text.substring(0, equals).strip();
      if (TUNABLE.stream().noneMatch(path::startsWith)) {
        problems.add(
            "--tune: %s: only keys of %s can be tuned".formatted(path, String.join(", ", TUNABLE)));
        continue;
      }
      // At commas that are not inside brackets.
      List<String> values = List.of(text.substring(equals + 1).split(",(?![^\\[]*\\])", -1));
      keys.add(new Key(path, values.stream().map(String::strip).toList()));
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return new Tuning(keys);
  }

  /** All combinations, {@code key.path=value} each; one of nothing where nothing is tuned. */
  public List<List<String>> combinations() {
    List<List<String>> combinations = List.of(List.of());
    for (Key key : keys) {
      List<List<String>> longer = new ArrayList<>();
      for (List<String> before : combinations) {
        for (String value : key.values()) {
          List<String> next = new ArrayList<>(before);
          next.add(key.path() + "=" + value);
          longer.add(List.copyOf(next));
        }
      }
      combinations = longer;
    }
    return combinations;
  }
}
