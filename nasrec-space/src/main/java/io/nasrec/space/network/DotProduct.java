package io.nasrec.space.network;

import io.nasrec.space.DenseOperator;
import java.util.List;

/**
 * {@code LN_w(W₃ r)}, r the pairwise products of the q projected rows and the projected dense
 * vector.
 *
 * @param dense p→E, identity if p = E
 * @param rows n→q, identity if n = q
 * @param projectedRows q
 * @param embeddingDim E
 * @param output q(q+1)/2→w
 */
public record DotProduct(
    List<Integer> denseSources,
    List<Integer> sparseSources,
    Projection dense,
    Projection rows,
    int projectedRows,
    int embeddingDim,
    Projection output)
    implements Operator.Dense {

  /** q = round(sqrt(2 w)), so that there are about w products, q(q+1)/2. */
  public static int projectedRows(int denseWidth) {
    return (int) Math.round(Math.sqrt(2.0 * denseWidth));
  }

  @Override
  public DenseOperator gene() {
    return DenseOperator.DOT_PRODUCT;
  }

  @Override
  public <T> T compute(Functions<T> functions, Outputs<T> outputs) {
    return functions.dotProduct(this, outputs.dense(denseSources), outputs.sparse(sparseSources));
  }

  @Override
  public List<Weight> weights() {
    return Projection.weightsOf(dense, rows, output);
  }

  @Override
  public long macs() {
    long vectors = projectedRows + 1L;
    // The full Gram matrix is computed, but only its lower triangle is read.
    long products = vectors * vectors * embeddingDim;
    return dense.macs() + embeddingDim * rows.macs() + products + output.macs();
  }
}
