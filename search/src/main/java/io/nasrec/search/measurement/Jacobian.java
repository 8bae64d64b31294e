package io.nasrec.search.measurement;

import ai.djl.ndarray.NDArray;
import io.nasrec.supernet.engine.EngineArrays;
import io.nasrec.supernet.network.Inputs;
import java.util.stream.IntStream;

/**
 * The gradient of each sample row's logit with respect to the row's own inputs: its dense features,
 * then its embedding scalars. Ids have no gradient; an id's embedding row is the closest equivalent
 * of the pixels in the definitions.
 */
public final class Jacobian {
  private final double[][] rows;
  private final boolean[] clicked;

  private Jacobian(double[][] rows, boolean[] clicked) {
    this.rows = rows;
    this.clicked = clicked;
  }

  static Jacobian of(Subject subject) {
    try (var work = subject.engine().differentiating()) {
      Inputs inputs = subject.doubleSamples(work.manager());
      EngineArrays.leaf(inputs.dense());
      EngineArrays.leaf(inputs.sparse());
      NDArray logits =
          subject
              .subnet()
              .logits(subject.bindDouble(work.manager()), inputs.dense(), inputs.sparse());
      EngineArrays.backward(logits.sum());
      double[] dense = EngineArrays.gradient(inputs.dense(), work.manager()).toDoubleArray();
      double[] sparse = EngineArrays.gradient(inputs.sparse(), work.manager()).toDoubleArray();
      double[] labels = inputs.labels().toDoubleArray();
      int count = labels.length;
      int features = dense.length / count;
      int scalars = sparse.length / count;
      double[][] rows = new double[count][features + scalars];
      boolean[] clicked = new boolean[count];
      for (int n = 0; n < count; n++) {
        System.arraycopy(dense, n * features, rows[n], 0, features);
        System.arraycopy(sparse, n * scalars, rows[n], features, scalars);
        clicked[n] = labels[n] > 0.5;
      }
      return new Jacobian(rows, clicked);
    }
  }

  /** {@code (N, D + F·E)}. */
  public double[][] rows() {
    return rows.clone();
  }

  /** The rows with one label, {@code (n, D + F·E)}. */
  public double[][] rows(boolean label) {
    return IntStream.range(0, rows.length)
        .filter(n -> clicked[n] == label)
        .mapToObj(n -> rows[n])
        .toArray(double[][]::new);
  }
}
