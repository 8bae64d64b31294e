package io.nasrec.space.network;

import io.nasrec.space.SparseOperator;
import java.util.List;

/**
 * {@code relu(LN_v(W Sᵀ))ᵀ}.
 *
 * @param projection n→v
 * @param embeddingDim E
 */
public record EmbeddedFullyConnected(
    List<Integer> sparseSources, Projection projection, int embeddingDim)
    implements Operator.Sparse {
  @Override
  public SparseOperator gene() {
    return SparseOperator.EMBEDDED_FC;
  }

  @Override
  public <T> T compute(Functions<T> functions, Outputs<T> outputs) {
    return functions.embedded(this, outputs.sparse(sparseSources));
  }

  @Override
  public List<Weight> weights() {
    return projection.weights();
  }

  @Override
  public long macs() {
    return embeddingDim * projection.macs();
  }
}
