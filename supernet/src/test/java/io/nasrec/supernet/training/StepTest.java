package io.nasrec.supernet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.data.Batch;
import io.nasrec.supernet.Tensors;
import io.nasrec.supernet.baseline.LogisticRegression;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.weights.ModelWeights;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One step of a logistic regression of one feature and two fields of three ids. */
class StepTest {
  private static final LogisticRegression NETWORK = new LogisticRegression(1);

  private ModelWeights weights;

  @BeforeEach
  void open() {
    weights = ModelWeights.own(new TorchEngine(1), NETWORK.weights(), List.of(3, 3), 1, 10);
  }

  @AfterEach
  void close() {
    weights.close();
  }

  private double step(Batch batch, double embeddingL2) {
    try (Optimizer adagrad = new Optimizer(weights, new Adagrad(1e-2, 0), 5)) {
      return new Step(weights, adagrad, embeddingL2).train(NETWORK, batch, 0.1, 1);
    }
  }

  private static Batch batch(float x0, float x1) {
    return new Batch(2, new float[] {1, 0}, new float[] {x0, x1}, new int[] {2, 0, 2, 1});
  }

  /** At zero weights the loss is ln 2 and dL/dlogit is −¼ and ¼. */
  @Test
  void byHand() {
    assertThat(step(batch(3, 1), 0)).isCloseTo(Math.log(2), within(1e-7));
    Map<String, float[]> moved = Tensors.floats(weights);
    // Gradients −0.75 + 0.25 of the feature, 0 of the bias and of the shared row 2, ∓0.25 of rows.
    assertThat((double) moved.get("dense.weight")[0]).isCloseTo(0.05 / 0.51, within(1e-7));
    assertThat(moved.get("dense.bias")).containsExactly(0f);
    assertThat(moved.get("field 0")).containsExactly(0f, 0f, 0f);
    assertThat((double) moved.get("field 1")[0]).isCloseTo(0.025 / 0.26, within(1e-7));
    assertThat((double) moved.get("field 1")[1]).isCloseTo(-0.025 / 0.26, within(1e-7));
    assertThat(moved.get("field 1")[2]).isZero();
  }

  @Test
  void l2PullsTheRowsOfTheBatchOnly() {
    weights.embeddings().table(0).pages().get(0).put(0, new float[] {4, 4, 4});
    step(new Batch(2, new float[] {1, 0}, new float[2], new int[] {2, 0, 2, 0}), 0.5);
    float[] field = Tensors.floats(weights.embeddings().table(0).pages().get(0));
    assertThat(field[0]).isEqualTo(4);
    assertThat(field[1]).isEqualTo(4);
    // σ(4) − ½ = 0.482 of the loss and ½ · 4 of the penalty.
    double gradient = 1 / (1 + Math.exp(-4)) - 0.5 + 2;
    assertThat((double) field[2]).isCloseTo(4 - 0.1 * gradient / (gradient + 0.01), within(1e-6));
  }

  @Test
  void aGradientThatIsNotFiniteMovesNothing() {
    assertDiverges(batch(Float.NaN, 1));
    assertDiverges(batch(Float.POSITIVE_INFINITY, 1));
  }

  /** The logit overflows to infinity, the loss is NaN, and yet every gradient is a small number. */
  @Test
  void aLossThatIsNotFiniteMovesNothing() {
    weights.embeddings().table(0).pages().get(0).put(2, 3e38f);
    weights.embeddings().table(1).pages().get(0).put(0, 3e38f);
    assertDiverges(batch(3, 1));
  }

  private void assertDiverges(Batch batch) {
    Map<String, float[]> before = Tensors.floats(weights);
    assertThatThrownBy(() -> step(batch, 0)).isInstanceOf(DivergenceException.class);
    Tensors.floats(weights)
        .forEach((name, values) -> assertThat(values).as(name).isEqualTo(before.get(name)));
  }
}
