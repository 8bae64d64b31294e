package io.nasrec.supernet.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.data.Batch;
import io.nasrec.supernet.Rows;
import io.nasrec.supernet.Tensors;
import io.nasrec.supernet.baseline.LogisticRegression;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.weights.Initializer;
import io.nasrec.supernet.weights.ModelWeights;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  /** Pieces of other sizes: the same sums of few terms, in whatever order the engine makes them. */
  @Test
  void theNumberOfThreadsAndOfRowsReadAtATimeChangesNothing() {
    Rows rows = Rows.random(5000, 1, 2, 10, true, 1);
    LogisticRegression network = new LogisticRegression(1);
    try (ModelWeights weights = weights(network, 1)) {
      Predictions expected = new Evaluation(network, weights).predict(rows);
      for (int threads : new int[] {2, 3}) {
        try (ModelWeights same = weights(network, threads)) {
          for (int batch : new int[] {1, 1000, 2048, 5000}) {
            Predictions said = new Evaluation(network, same, batch).predict(rows);
            for (int row = 0; row < said.size(); row++) {
              assertThat(said.probability(row)).isCloseTo(expected.probability(row), within(1e-7));
              assertThat(said.clicked(row)).isEqualTo(expected.clicked(row));
            }
          }
        }
      }
    }
  }

  private static ModelWeights weights(LogisticRegression network, int threads) {
    ModelWeights weights =
        ModelWeights.own(new TorchEngine(threads), network.weights(), List.of(10, 10), 1, 10);
    new Initializer(1, 1).fill(weights.parameters());
    new Initializer(1, 1).fill(weights.embeddings());
    return weights;
  }

  /** More rows than one batch holds, and not a multiple of it; ids beyond the cap of 8 rows. */
  @Test
  void allRowsInOrder() {
    int count = 2 * 4096 + 123;
    Rows rows = Rows.random(count, 1, 2, 10, true, 1);
    Batch all = rows.read(0, count);
    LogisticRegression network = new LogisticRegression(1);
    try (ModelWeights weights =
        ModelWeights.own(new TorchEngine(1), network.weights(), List.of(10, 10), 1, 8)) {
      new Initializer(1, 1).fill(weights.parameters());
      new Initializer(1, 1).fill(weights.embeddings());
      float slope = weights.parameters().stored(network.weights().get(0)).values().get(0);
      float[] logits = new float[count];
      for (int i = 0; i < count; i++) {
        logits[i] = slope * all.dense().get(i);
        for (int field = 0; field < 2; field++) {
          int id = all.sparse()[2 * i + field];
          logits[i] += weights.embeddings().table(field).pages().get(0).get(id < 8 ? id : 1);
        }
      }
      Metrics expected = Metrics.of(logits, all.labels());
      var before = Tensors.floats(weights);

      Metrics metrics = new Evaluation(network, weights).on(rows);

      // Logits of the order of 1 in float32, summed in another order; rare ties may break.
      assertThat(metrics.logLoss()).isCloseTo(expected.logLoss(), within(1e-7));
      assertThat(metrics.auc()).isCloseTo(expected.auc(), within(1e-6));
      assertThat(Tensors.floats(weights)).usingRecursiveComparison().isEqualTo(before);
    }
  }
}
