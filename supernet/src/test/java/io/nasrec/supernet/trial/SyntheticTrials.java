package io.nasrec.supernet.trial;

import io.nasrec.commons.RandomStreams;
import io.nasrec.data.Dataset;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.InputShape;
import io.nasrec.supernet.SampleProvenance;
import io.nasrec.supernet.engine.Engine;
import io.nasrec.supernet.model.NetworkDefinition;
import io.nasrec.supernet.training.Adagrad;
import io.nasrec.supernet.training.OptimizerSettings;
import io.nasrec.supernet.training.StandAlone;
import io.nasrec.supernet.training.Training;
import io.nasrec.supernet.training.TrainingHyperparameters;
import io.nasrec.supernet.weights.Initializer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Trials of random networks on synthetic rows. */
final class SyntheticTrials {
  private static final SearchSpace SPACE =
      SearchSpace.small(2).withWidths(List.of(16, 32), List.of(16, 32));

  private SyntheticTrials() {}

  /** One epoch with one evaluation, in steps of 64 rows. */
  static TrainingHyperparameters oneEpoch() {
    return new TrainingHyperparameters(
        1, 64, 0.1, 1, 1, 0, 0, new OptimizerSettings(5, new Adagrad(1e-2, 0), 0.1));
  }

  /**
   * Trials of different networks.
   *
   * @param directory of their directories 0, 1, ...
   * @param embeddingStd NaN makes them diverge
   */
  static List<Trial> of(
      Engine engine,
      Dataset data,
      Path directory,
      int count,
      TrainingHyperparameters settings,
      double embeddingStd) {
    StandAlone recipe =
        new StandAlone(
            engine,
            data.manifest().cardinalities(),
            Integer.MAX_VALUE,
            new Initializer(5, embeddingStd),
            new Training(settings, 6));
    ArchitectureSampler sampler = new ArchitectureSampler(SPACE);
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Trial(
                    "network " + i,
                    directory.resolve(Integer.toString(i)),
                    new NetworkDefinition.Searched(
                        sampler.sample(RandomStreams.stream(7, "sample", i)), true),
                    new InputShape(13, 26, 8),
                    recipe,
                    Optional.empty(),
                    Optional.empty(),
                    "digest of " + i,
                    SampleProvenance.TRIAL))
        .toList();
  }
}
