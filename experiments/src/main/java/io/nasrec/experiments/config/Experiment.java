package io.nasrec.experiments.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One experiment: every number that a run depends on.
 *
 * @param name letters, digits, '-', '_' and '.'; starts the name of the run's directory
 * @param seed the seed of every random number, at least 0
 * @param data what the networks learn from
 * @param schema what the columns are, for the user's own data; absent for the formats that are
 *     known
 * @param space the search space
 * @param warmUp the training of the supernet
 * @param search the search for subnets and their scoring
 * @param retrain the retraining of the best networks
 * @param training settings shared by warm-up and retraining
 * @param baseline the hand-crafted networks
 * @param engine the tensor engine
 */
public record Experiment(
    @Matches(
            pattern = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}",
            description =
                "up to 100 letters, digits, '-', '_' and '.', the first a letter, digit or '_'")
        String name,
    @Range(min = 0) long seed,
    DataSettings data,
    Optional<SchemaSettings> schema,
    SpaceSettings space,
    WarmUpSettings warmUp,
    SearchSettings search,
    RetrainSettings retrain,
    TrainingSettings training,
    BaselineSettings baseline,
    EngineSettings engine) {
  /** Keys that do not affect results: a run may be resumed with another value. */
  public static final Set<String> FREE_KEYS = Set.of("search.workers", "name");

  /**
   * Keys that experiments did not have at first. Where they are not given, an experiment's digest
   * is what it was then, and its files remain its own.
   */
  static final Set<String> ADDED_KEYS = Set.of("search.pool", "search.epochs", "search.rungs");

  /**
   * Checks name and seed, and the rules between keys.
   *
   * @throws IllegalArgumentException if a rule is violated; the message names the keys
   */
  public Experiment {
    Schema.check(
        Experiment.class,
        name,
        seed,
        data,
        schema,
        space,
        warmUp,
        search,
        retrain,
        training,
        baseline,
        engine);
    Map<String, Object> values = Schema.values("data", data);
    schema.ifPresentOrElse(
        columns -> values.putAll(Schema.values("schema", columns)),
        () -> values.put("schema", schema));
    values.putAll(Schema.values("search", search));
    Consistency.problems(values).stream()
        .findFirst()
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem.key() + ": " + problem.text());
            });
  }

  /** The same experiment with another budget for training from scratch. */
  public Experiment with(RetrainSettings other) {
    return new Experiment(
        name, seed, data, schema, space, warmUp, search, other, training, baseline, engine);
  }
}
