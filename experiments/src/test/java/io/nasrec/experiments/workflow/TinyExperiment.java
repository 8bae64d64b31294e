package io.nasrec.experiments.workflow;

import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.PapersQuickstart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The quickstart as the papers search it, in seconds: few rows, two blocks, few subnets. */
public final class TinyExperiment {
  private static final List<String> SMALL =
      List.of(
          "name=tiny",
          "seed=1",
          "data.format.rows=3000",
          "space.blocks=2",
          "warmUp.batchSize=128",
          "search.batches=2",
          "search.batchSize=64",
          "search.population=8",
          "search.generations=3",
          "search.strategy.tournament=4",
          "search.children=2",
          "search.topK=2",
          "retrain.epochs=1",
          "retrain.batchSize=64",
          "retrain.learningRate=0.05",
          "baseline.epochs=1",
          "baseline.batchSize=64",
          "engine.threads=1");

  private TinyExperiment() {}

  /** With further overrides, {@code key.path=value} each. */
  static Experiment with(String... overrides) {
    List<String> all = new ArrayList<>(SMALL);
    all.addAll(Arrays.asList(overrides));
    return PapersQuickstart.read(all);
  }

  /** As arguments of a command. */
  public static List<String> arguments() {
    return Stream.concat(
            Stream.of(PapersQuickstart.FILE.toString()),
            SMALL.stream().flatMap(override -> Stream.of("--set", override)))
        .toList();
  }
}
