package io.nasrec.space.network;

import io.nasrec.space.DenseOperator;
import java.util.List;

/**
 * {@code relu(LN_w(W x))}.
 *
 * @param projection p→w
 */
public record FullyConnected(List<Integer> denseSources, Projection projection)
    implements Operator.Dense {
  @Override
  public DenseOperator gene() {
    return DenseOperator.FC;
  }

  @Override
  public <T> T compute(Functions<T> functions, Outputs<T> outputs) {
    return functions.fullyConnected(this, outputs.dense(denseSources));
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
