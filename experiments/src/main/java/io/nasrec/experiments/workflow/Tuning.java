package io.nasrec.experiments.workflow;

import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.ExperimentReader;
import io.nasrec.experiments.config.TuneSettings;
import io.nasrec.experiments.config.schema.ConfigurationException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Values of experiment keys, all combinations of which are tried for each network; the best on
 * validation is used. Every network thus gets the same tuning budget, too.
 *
 * @param keys in the order in which they were given
 */
public record Tuning(List<Key> keys) {

  /**
   * A key and the values to try.
   *
   * @param path such as {@code retrain.learningRate}
   */
  public record Key(String path, List<String> values) {
    public Key {
      values = List.copyOf(values);
    }
  }

  /**
   * A combination of values.
   *
   * @param settings {@code key.path=value} each; none if nothing is tuned
   * @param experiment with them
   */
  public record Variant(List<String> settings, Experiment experiment) {
    public Variant {
      settings = List.copyOf(settings);
    }
  }

  /** The sections that belong to a training, not to the shared data. */
  private static final List<String> TUNABLE =
      List.of("retrain.", "baseline.", "training.", "space.layerNorm");

  /** Keys of these sections that only a search reads. */
  private static final Set<String> OF_A_SEARCH =
      Set.of(
          "retrain.plan",
          "retrain.rungs",
          "retrain.eta",
          "baseline.networks",
          "baseline.epochs",
          "baseline.batchSize",
          "baseline.learningRate",
          "baseline.patience",
          "baseline.effort");

  public Tuning {
    keys = List.copyOf(keys);
  }

  /** The choices of an experiment; none if it has no such section. */
  static Tuning of(Optional<TuneSettings> settings) {
    List<Key> keys = new ArrayList<>();
    settings
        .map(TuneSettings::choices)
        .orElse(Map.of())
        .forEach(
            (path, values) ->
                keys.add(new Key(path, values.stream().map(String::valueOf).toList())));
    return new Tuning(keys);
  }

  /**
   * Reads {@code key.path=value,value} texts; a value may be a list in brackets.
   *
   * @throws ConfigurationException naming every text that is malformed, or whose key does not
   *     belong to a training
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
      if (OF_A_SEARCH.contains(path)) {
        problems.add("--tune: %s: only a search reads this key".formatted(path));
      }
      if (keys.stream().anyMatch(key -> key.path().equals(path))) {
        problems.add("--tune: %s: is given twice; name all its values at once".formatted(path));
      }
      // At commas that are not inside brackets.
      List<String> values = List.of(text.substring(equals + 1).split(",(?![^\\[]*\\])", -1));
      Key key = new Key(path, values.stream().map(String::strip).toList());
      List<?> numbers = numbers(key.values());
      List<?> compared = numbers.isEmpty() ? key.values() : numbers;
      if (compared.stream().distinct().count() < compared.size()) {
        problems.add("--tune: %s: a value is given twice: %s".formatted(path, text));
      }
      keys.add(key);
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return new Tuning(keys);
  }

  /**
   * What to know of a network's chosen values that lie at the edge of what was tried: the best may
   * lie beyond.
   *
   * @param network its name
   * @param chosen one of the {@link #combinations}
   * @return a sentence per key whose values are at least two numbers
   */
  public List<String> edges(String network, List<String> chosen) {
    List<String> edges = new ArrayList<>();
    for (Key key : keys) {
      List<Double> tried = numbers(key.values());
      if (tried.stream().distinct().count() < 2) {
        continue;
      }
      for (String value : key.values()) {
        String setting = key.path() + "=" + value;
        double number = Double.parseDouble(value.replace("_", ""));
        boolean largest = number == Collections.max(tried);
        if (chosen.contains(setting) && (largest || number == Collections.min(tried))) {
          edges.add(
              "%s is the %s value tried for %s; the best may lie beyond"
                  .formatted(setting, largest ? "largest" : "smallest", network));
        }
      }
    }
    return edges;
  }

  /** The values as numbers; none if one is something else. */
  private static List<Double> numbers(List<String> values) {
    try {
      return values.stream().map(value -> Double.valueOf(value.replace("_", ""))).toList();
    } catch (NumberFormatException e) {
      return List.of();
    }
  }

  /**
   * All combinations; a single one without settings if nothing is tuned.
   *
   * @param base what they are applied to
   * @param origin names the choices in messages
   * @throws ConfigurationException naming every rule that a combination violates, since a mistake
   *     in the last one must not surface after hours
   */
  public List<Variant> variants(Experiment base, String origin) {
    List<Variant> variants = new ArrayList<>();
    Set<String> problems = new LinkedHashSet<>();
    for (List<String> settings : combinations()) {
      try {
        variants.add(new Variant(settings, ExperimentReader.variant(base, settings, origin)));
      } catch (ConfigurationException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(List.copyOf(problems));
    }
    return variants;
  }

  /** All combinations, {@code key.path=value} each; a single empty one if nothing is tuned. */
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
