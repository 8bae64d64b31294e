package io.nasrec.experiments.config;

import io.nasrec.data.DenseTransform;
import io.nasrec.data.SplitScheme;
import io.nasrec.experiments.config.schema.Label;
import io.nasrec.experiments.config.schema.Matches;
import io.nasrec.experiments.config.schema.Range;
import io.nasrec.experiments.config.schema.Rules;
import io.nasrec.experiments.config.schema.Schema;
import java.util.List;
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
 * @param constraints limits that its networks keep
 * @param retrain the retraining of the best networks
 * @param tune choices for its settings
 * @param selection how the winner is chosen among them
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
    Optional<ConstraintSettings> constraints,
    RetrainSettings retrain,
    Optional<TuneSettings> tune,
    Optional<SelectionSettings> selection,
    TrainingSettings training,
    BaselineSettings baseline,
    EngineSettings engine) {
  /** The keys of experiment files. */
  public static final Schema SCHEMA =
      Schema.of(Experiment.class, OldKeys.MOVED, Set.of("data.raw", "data.prepared"));

  /** Keys that do not affect results: a run may be resumed with another value. */
  public static final Set<String> FREE_KEYS = Set.of("engine.workers", "name");

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
        constraints,
        retrain,
        tune,
        selection,
        training,
        baseline,
        engine);
    rules(data, schema)
        .require(
            search.crafted() == 0 || space.name() == SpaceName.NASREC_PLUS,
            "search.crafted",
            "needs space.name: nasrec-plus, which has the operators of hand-crafted networks; use 0")
        .require(
            constraints.isEmpty()
                || tune.flatMap(TuneSettings::embeddingDim).stream()
                    .flatMap(List::stream)
                    .allMatch(dim -> dim <= space.embeddingDim()),
            "tune.embeddingDim",
            "must be at most space.embeddingDim, %s, at which constraints count costs"
                .formatted(space.embeddingDim()))
        .check();
  }

  /** The rules between sections. */
  static Rules rules(DataSettings data, Optional<SchemaSettings> schema) {
    String format = Label.of(data.format().kind());
    boolean own = data.format().kind().hasSchema();
    boolean transformed =
        data.denseTransform() == DenseTransform.SQUARE_LOG
            || schema.stream()
                .flatMap(columns -> columns.dense().values().stream())
                .anyMatch(Optional.of(DenseTransform.SQUARE_LOG)::equals);
    return new Rules()
        .require(
            !own || schema.isPresent(),
            "data.format",
            "needs a schema section with format %s; 'nasrec inspect FILE' writes one"
                .formatted(format))
        .require(own || schema.isEmpty(), "schema", "is not read with data.format " + format)
        .require(
            transformed || !data.squareLogIds().orElse(false),
            "data.squareLogIds",
            "has no effect unless a number is transformed with squareLog; add --set"
                + " data.denseTransform=squareLog")
        .require(
            data.split() == SplitScheme.GIVEN || schema.flatMap(SchemaSettings::split).isEmpty(),
            "schema.split",
            ("is read with data.split given alone, but data.split is %s; change that, or name the"
                    + " column in schema.ignored")
                .formatted(Label.of(data.split())));
  }

  /** How the winner is chosen. */
  public SelectionSettings selected() {
    return selection.orElse(SelectionSettings.USUAL);
  }

  /** The same experiment with another budget for training from scratch. */
  public Experiment with(RetrainSettings other) {
    return new Experiment(
        name,
        seed,
        data,
        schema,
        space,
        warmUp,
        search,
        constraints,
        other,
        tune,
        selection,
        training,
        baseline,
        engine);
  }
}
