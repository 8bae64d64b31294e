package io.nasrec.supernet.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.Operator;
import io.nasrec.space.network.Projection;

/**
 * What the parts of a choice block compute (spec section 3).
 *
 * <p>Dense tensors are {@code (batch, width)}. Sparse tensors are kept as {@code (batch, E, rows)},
 * the transpose of the papers' {@code (batch, rows, E)}: the layers over the row axis and their
 * normalisation then work on contiguous memory, and concatenating rows is concatenating last axes.
 *
 * @param layers the tensors that the parts are bound to
 */
record Operators(BoundLayers layers) {

  NDArray fullyConnected(Operator.FullyConnected fc, NDArray x) {
    return layers.relu(layers.project(x, fc.projection()));
  }

  /** The strictly lower triangle of all inner products, projected. */
  NDArray dotProduct(Operator.DotProduct dot, NDArray x, NDArray sparse) {
    NDArray vector = layers.project(x, dot.dense()).expandDims(2);
    NDArray rows = layers.project(sparse, dot.rows());
    NDArray vectors = NDArrays.concat(new NDList(vector, rows), -1);
    return layers.project(layers.functions().pairwiseProducts(vectors), dot.output());
  }

  NDArray gated(Operator.SigmoidGating gating, NDArray left, NDArray right) {
    NDArray gate = Activation.sigmoid(layers.project(padded(left, gating.width()), gating.gate()));
    return layers.project(gate.mul(padded(right, gating.width())), gating.output());
  }

  NDArray sum(Operator.Sum sum, NDArray left, NDArray right) {
    NDArray both = padded(left, sum.width()).add(padded(right, sum.width()));
    return layers.project(both, sum.output());
  }

  NDArray embedded(Operator.EmbeddedFullyConnected fc, NDArray sparse) {
    return layers.relu(layers.project(sparse, fc.projection()));
  }

  NDArray attention(Operator.Attention attention, NDArray sparse) {
    return new SelfAttention(attention, layers).of(sparse);
  }

  /** A dense output as 8 rows. */
  NDArray merged(Projection merger, NDArray dense) {
    NDArray rows = layers.project(dense, merger);
    long dim = rows.getShape().get(1) / SearchSpace.MERGER_ROWS;
    return rows.reshape(-1, SearchSpace.MERGER_ROWS, dim).transpose(0, 2, 1);
  }

  /** {@code (Σ rows)² − Σ rows²}, {@code (batch, E)}, projected; no factor ½ (spec section 3). */
  NDArray factorizationMachine(Projection fm, NDArray rows) {
    NDArray squareOfSum = rows.sum(new int[] {2}).square();
    return layers.project(squareOfSum.sub(rows.square().sum(new int[] {2})), fm);
  }

  /** With zeros appended. */
  private static NDArray padded(NDArray x, long width) {
    long missing = width - x.getShape().get(1);
    return missing == 0
        ? x
        : x.concat(x.getManager().zeros(new Shape(x.getShape().get(0), missing)), 1);
  }
}
