package io.nasrec.supernet.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.EngineArrays;
import io.nasrec.supernet.network.CtrNetwork;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The factorization machine of degree 2 (Rendle, ICDM 2010, eq. 1): {@code w₀ + Σ w_i x_i + Σ_{i<j}
 * ⟨v_i, v_j⟩ x_i x_j} over one-hot ids and numeric features. An id's w is the last scalar of its
 * embedding row.
 *
 * @param input D, F and E
 */
public record FactorizationMachine(InputShape input) implements CtrNetwork {

  @Override
  public List<Weight> weights() {
    return Stream.concat(firstOrder().weights().stream(), vectors().weights().stream()).toList();
  }

  @Override
  public int embeddingDim() {
    return input.embeddingDim() + FirstOrder.SCALARS;
  }

  @Override
  public int firstOrderScalars() {
    return FirstOrder.SCALARS;
  }

  /**
   * Multiply-accumulates of the numeric features' linear part. {@link #pairs} are summed in linear
   * time by squaring sums, element-wise work that is not counted, as it is not in the search
   * space's factorization machine ({@link io.nasrec.space.network.BlockNetwork#fm}), of which only
   * the projection is.
   */
  @Override
  public long macs() {
    return firstOrder().macs();
  }

  @Override
  public NDArray logits(Map<String, NDArray> weights, NDArray dense, NDArray sparse) {
    return linear(weights, dense, sparse).add(pairs(vectors().tensor(weights, dense, sparse)));
  }

  /** {@code w₀ + Σ w_i x_i}, {@code (batch, 1)}. */
  NDArray linear(Map<String, NDArray> weights, NDArray dense, NDArray sparse) {
    NDIndex last = new NDIndex(":, {}:{}", input.embeddingDim(), embeddingDim());
    return firstOrder().logits(weights, dense, sparse.get(last));
  }

  FieldVectors vectors() {
    return new FieldVectors(input);
  }

  /**
   * The sum of all inner products of two different vectors, in linear time (eq. 5): {@code ½ Σ_f
   * ((Σ_i v_if)² − Σ_i v_if²)}.
   *
   * @param vectors {@code (batch, E, fields)}
   * @return {@code (batch, 1)}
   */
  static NDArray pairs(NDArray vectors) {
    NDArray squareOfSum = vectors.sum(new int[] {2}).square();
    NDArray sumOfSquares = vectors.square().sum(new int[] {2});
    return EngineArrays.scale(squareOfSum.sub(sumOfSquares).sum(new int[] {1}, true), 0.5);
  }

  private FirstOrder firstOrder() {
    return FirstOrder.of(input.denseFeatures());
  }
}
