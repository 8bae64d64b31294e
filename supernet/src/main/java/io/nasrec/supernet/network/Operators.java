package io.nasrec.supernet.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.Attention;
import io.nasrec.space.network.CompressedInteraction;
import io.nasrec.space.network.Cross;
import io.nasrec.space.network.DotProduct;
import io.nasrec.space.network.EmbeddedFullyConnected;
import io.nasrec.space.network.FlatFullyConnected;
import io.nasrec.space.network.FullyConnected;
import io.nasrec.space.network.Operator;
import io.nasrec.space.network.Projection;
import io.nasrec.space.network.SigmoidGating;
import io.nasrec.space.network.Sum;
import io.nasrec.space.network.Weight;
import java.util.List;

/**
 * The computations of the parts of a choice block (spec section 3).
 *
 * <p>Dense tensors are {@code (batch, width)}. Sparse tensors are stored as {@code (batch, E,
 * rows)}, the transpose of the papers' {@code (batch, rows, E)}: the layers over the row axis and
 * their normalisation then work on contiguous memory, and rows are concatenated along the last
 * axis.
 *
 * @param layers the tensors that the parts are bound to
 */
record Operators(BoundLayers layers) implements Operator.Functions<NDArray> {

  @Override
  public NDArray fullyConnected(FullyConnected fc, NDArray x) {
    return layers.activated(x, fc.projection());
  }

  /** The strictly lower triangle of all inner products, projected. */
  @Override
  public NDArray dotProduct(DotProduct dot, NDArray x, NDArray sparse) {
    NDArray vector = layers.project(x, dot.dense());
    NDArray column = functions().reshaped(vector, vector.getShape().add(1));
    NDArray rows = layers.project(sparse, dot.rows());
    NDArray vectors = functions().concat(List.of(column, rows));
    return layers.project(functions().pairwiseProducts(vectors), dot.output());
  }

  @Override
  public NDArray gated(SigmoidGating gating, NDArray left, NDArray right) {
    NDArray gate = layers.project(padded(left, gating.width()), gating.gate());
    NDArray gated = functions().gated(gate, padded(right, gating.width()));
    return layers.project(gated, gating.output());
  }

  @Override
  public NDArray sum(Sum sum, NDArray left, NDArray right) {
    NDArray both = functions().add(padded(left, sum.width()), padded(right, sum.width()));
    return layers.project(both, sum.output());
  }

  @Override
  public NDArray cross(Cross cross, NDArray flat, NDArray sources) {
    NDArray x = layers.project(sources, cross.input());
    NDArray y = layers.project(layers.project(x, cross.down()), cross.up());
    return functions().crossed(flat, y, x);
  }

  @Override
  public NDArray flat(FlatFullyConnected fc, NDArray dense, NDArray sparse) {
    NDArray both = functions().concat(List.of(dense, flattened(sparse)));
    return layers.activated(both, fc.projection());
  }

  @Override
  public NDArray interaction(CompressedInteraction cin, NDArray sparse, NDArray raw) {
    NDArray maps = layers.project(sparse, cin.maps());
    return layers.project(functions().interactions(maps, raw), cin.norm());
  }

  /** The flat raw input: the embedding rows one after the other, then the dense features. */
  NDArray flatInput(NDArray dense, NDArray sparse) {
    return functions().concat(List.of(flattened(sparse), dense));
  }

  /** {@code (batch, E, n)} row by row, {@code (batch, n E)}. */
  private NDArray flattened(NDArray sparse) {
    Shape shape = sparse.getShape();
    return functions()
        .reshaped(
            functions().transposed(sparse), new Shape(shape.get(0), shape.get(1) * shape.get(2)));
  }

  @Override
  public NDArray embedded(EmbeddedFullyConnected fc, NDArray sparse) {
    return layers.activated(sparse, fc.projection());
  }

  @Override
  public NDArray attention(Attention attention, NDArray sparse) {
    return new SelfAttention(attention, layers).output(sparse);
  }

  /** A dense output as 8 rows. */
  NDArray merged(Projection merger, NDArray dense) {
    NDArray rows = layers.project(dense, merger);
    long dim = rows.getShape().get(1) / SearchSpace.MERGER_ROWS;
    Shape shape = new Shape(rows.getShape().get(0), SearchSpace.MERGER_ROWS, dim);
    return functions().transposed(functions().reshaped(rows, shape));
  }

  /** {@code (Σ rows)² − Σ rows²}, {@code (batch, E)}, projected; no factor ½ (spec section 3). */
  NDArray factorizationMachine(Projection fm, NDArray rows) {
    return layers.project(functions().factorizationMachine(rows), fm);
  }

  /**
   * The logits. The head's columns for sparse rows are ordered row by row; our sparse tensors are
   * transposed.
   *
   * @param sparse the last block's sparse rows in parts
   */
  NDArray head(Projection head, NDArray dense, List<NDArray> sparse) {
    Weight weight = head.weight().orElseThrow();
    NDArray matrix = layers.tensor(weight);
    long column = dense.getShape().get(1);
    NDArray logits =
        layers.linear(
            dense, weight, functions().columns(matrix, 0, column), head.bias().stream().toList());
    for (NDArray part : sparse) {
      long dim = part.getShape().get(1);
      long rows = part.getShape().get(2);
      long size = rows * dim;
      NDArray block =
          functions()
              .reshaped(
                  functions().columns(matrix, column, column + size), new Shape(1, rows, dim));
      NDArray columns = functions().reshaped(functions().transposed(block), new Shape(1, size));
      NDArray flat = functions().reshaped(part, new Shape(part.getShape().get(0), size));
      logits = functions().add(logits, layers.linear(flat, weight, columns, List.of()));
      column += size;
    }
    return logits;
  }

  private LayerFunctions functions() {
    return layers.functions();
  }

  /** Appends zeros. */
  NDArray padded(NDArray x, long width) {
    Shape shape = x.getShape();
    long missing = width - shape.get(1);
    return missing == 0
        ? x
        : functions().concat(List.of(x, x.getManager().zeros(new Shape(shape.get(0), missing))));
  }
}
