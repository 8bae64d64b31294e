package io.nasrec.space.network;

import io.nasrec.space.DenseOperator;
import java.util.List;

/**
 * {@code relu(LN_w(W [x; vec(S)]))}, S flattened row by row: what the feed-forward parts of DeepFM,
 * xDeepFM and DCN-V2 read.
 *
 * @param projection p + n E→w
 */
public record FlatFullyConnected(
    List<Integer> denseSources, List<Integer> sparseSources, Projection projection)
    implements Operator.Dense {
  @Override
  public DenseOperator gene() {
    return DenseOperator.FLAT_FC;
  }

  @Override
  public <T> T compute(Functions<T> functions, Outputs<T> outputs) {
    return functions.flat(this, outputs.dense(denseSources), outputs.sparse(sparseSources));
  }

  @Override
  public List<Weight> weights() {
    return projection.weights();
  }

  @Override
  public long macs() {
    return projection.macs();
  }
}
