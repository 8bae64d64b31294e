package io.nasrec.supernet.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.commons.Progress;
import io.nasrec.space.network.InputShape;
import io.nasrec.supernet.Rows;
import io.nasrec.supernet.Tensors;
import io.nasrec.supernet.baseline.Baseline;
import io.nasrec.supernet.baseline.BaselineShapes;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.weights.Initializer;
import io.nasrec.supernet.weights.ModelWeights;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StandAloneTest {
  private static final int IDS = 10;

  /**
   * The last two of twelve ids never occur: what training leaves of them is where they started. An
   * id that says nothing must add nothing to a linear logit.
   */
  @ParameterizedTest
  @EnumSource(names = {"LOGISTIC_REGRESSION", "FM", "DEEPFM", "XDEEPFM"})
  void anIdThatWasNeverSeenHasNoLinearWeight(Baseline baseline) {
    CtrNetwork network =
        baseline.network(
            new InputShape(1, 2, 3),
            new BaselineShapes(List.of(4), List.of(4), List.of(4), List.of(2), 1, 1, 1, 1));
    TrainingHyperparameters settings =
        new TrainingHyperparameters(
            1, 32, 0.1, 1, 1, 0, 0, new OptimizerSettings(5, new Adagrad(1e-2, 0), 0.1));
    StandAlone standAlone =
        new StandAlone(
            new TorchEngine(1),
            List.of(IDS + 2, IDS + 2),
            Integer.MAX_VALUE,
            new Initializer(1, 0.1),
            new Training(settings, 1));
    int dim = network.embeddingDim();
    try (ModelWeights weights = standAlone.zeros(network);
        MemorySnapshots snapshots = new MemorySnapshots()) {
      standAlone.initialize(network, weights);
      standAlone
          .training()
          .run(
              "linear",
              network,
              weights,
              Rows.random(400, 1, 2, IDS, true, 1),
              Rows.random(100, 1, 2, IDS, true, 2),
              snapshots,
              Progress.NONE);

      float[] rows = Tensors.floats(weights.embeddings().table(0).pages().get(0));
      for (int id = 0; id < IDS + 2; id++) {
        assertThat(rows[id * dim + dim - 1] == 0).as("weight of id %d", id).isEqualTo(id >= IDS);
        for (int k = 0; k < dim - 1; k++) {
          assertThat(rows[id * dim + k]).as("vector of id %d", id).isNotZero();
        }
      }
    }
  }
}
