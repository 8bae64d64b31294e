package io.nasrec.experiments.config;

import io.nasrec.data.DenseTransform;
import io.nasrec.search.strategy.StrategyName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The rules between keys. */
final class Consistency {
  private final Map<String, Object> values;
  private final List<Problem> problems = new ArrayList<>();

  private Consistency(Map<String, Object> values) {
    this.values = values;
  }

  /**
   * The violated rules.
   *
   * @param values by key path; a rule with an absent key is skipped, because that key has its own
   *     problem
   */
  static List<Problem> problems(Map<String, Object> values) {
    Consistency consistency = new Consistency(values);
    consistency.rows();
    consistency.userProfile();
    consistency.squareLogIds();
    consistency.schema();
    consistency.atMostPopulation("search.tournament");
    consistency.atMostPopulation("search.children");
    consistency.topKAmongScored();
    consistency.readByTheStrategy("search.pool", StrategyName::assisted);
    consistency.readByTheStrategy("search.epochs", StrategyName::trains);
    consistency.readByTheStrategy("search.rungs", StrategyName::continues);
    consistency.someWeight();
    return consistency.problems;
  }

  private void rows() {
    if (!has("data.format", "data.raw", "data.prepared", "data.syntheticRows")) {
      return;
    }
    boolean raw = given("data.raw");
    boolean prepared = given("data.prepared");
    if (values.get("data.format") == DataFormat.SYNTHETIC) {
      if (raw) {
        problem(
            "data.raw",
            "is not read with data.format synthetic; take an experiment file for your data"
                + " (such as experiments/configs/criteo-sample.yaml) or --set data.format=criteo");
      }
      if (!given("data.syntheticRows")) {
        problem("data.syntheticRows", "is needed with data.format synthetic");
      }
    } else if (!raw && !prepared) {
      problem(
          "data.raw",
          "is needed with data.format "
              + format()
              + ": add --set data.raw=FILE (or --set data.prepared=DIR, a directory that 'nasrec"
              + " prepare' made)");
    }
    if (raw && prepared) {
      problem(
          "data.prepared",
          "excludes data.raw; drop one of them, for example with --set data.prepared=none");
    }
  }

  private void userProfile() {
    if (has("data.format", "data.userProfile")
        && given("data.userProfile")
        && values.get("data.format") != DataFormat.KDD12) {
      problem("data.userProfile", "is not read with data.format " + format());
    }
  }

  private void squareLogIds() {
    if (!has("data.squareLogIds", "data.denseTransform")
        || !values.get("data.squareLogIds").equals(Optional.of(true))) {
      return;
    }
    boolean ofAll = values.get("data.denseTransform") == DenseTransform.SQUARE_LOG;
    boolean ofOne =
        values.get("schema.dense") instanceof Map<?, ?> columns
            && columns.containsValue(Optional.of(DenseTransform.SQUARE_LOG));
    if (!ofAll && !ofOne) {
      problem(
          "data.squareLogIds",
          "has no effect unless a number is transformed with squareLog; add --set"
              + " data.denseTransform=squareLog");
    }
  }

  private void schema() {
    if (has("data.format")) {
      problems.addAll(SchemaRules.problems((DataFormat) values.get("data.format"), values));
    }
  }

  private String format() {
    return Label.of((DataFormat) values.get("data.format"));
  }

  private void atMostPopulation(String key) {
    if (has(key, "search.population")) {
      int population = (Integer) values.get("search.population");
      int value = (Integer) values.get(key);
      if (value > population) {
        problem(
            key,
            "must be 1..%s (at most search.population), but was %s".formatted(population, value));
      }
    }
  }

  private void topKAmongScored() {
    if (has("search.topK", "search.population", "search.generations", "search.children")) {
      long scored =
          (Integer) values.get("search.population")
              + (long) (Integer) values.get("search.generations")
                  * (Integer) values.get("search.children");
      int topK = (Integer) values.get("search.topK");
      if (topK > scored) {
        problem(
            "search.topK",
            "must be 1..%s (search.population + search.generations × search.children), but was %s"
                .formatted(scored, topK));
      }
    }
  }

  private void readByTheStrategy(String key, Predicate<StrategyName> reads) {
    if (has(key, "search.strategy")
        && given(key)
        && !reads.test((StrategyName) values.get("search.strategy"))) {
      List<String> readers =
          Arrays.stream(StrategyName.values()).filter(reads).map(Label::of).toList();
      problem(
          key,
          "is not read with search.strategy %s, but with %s"
              .formatted(
                  Label.of((StrategyName) values.get("search.strategy")),
                  String.join(", ", readers)));
    }
  }

  private void someWeight() {
    if (has("search.lambda")
        && ((List<?>) values.get("search.lambda"))
            .stream().allMatch(weight -> (Double) weight == 0)) {
      problem("search.lambda", "must have a number other than 0: every score would be 0");
    }
  }

  private boolean has(String... keys) {
    for (String key : keys) {
      if (!values.containsKey(key)) {
        return false;
      }
    }
    return true;
  }

  private boolean given(String key) {
    return ((Optional<?>) values.get(key)).isPresent();
  }

  private void problem(String key, String text) {
    problems.add(new Problem(key, text));
  }
}
