package io.nasrec.space.network;

import io.nasrec.space.DenseOperator;
import java.util.List;

/**
 * {@code LN_w(W (l + r))}; the narrower operand is padded with zeros.
 *
 * @param left source of l
 * @param right source of r
 * @param width D, width of the wider operand
 * @param output D→w; the normalisation alone if D = w
 */
public record Sum(int left, int right, int width, Projection output) implements Operator.Dense {
  @Override
  public DenseOperator gene() {
    return DenseOperator.SUM;
  }

  @Override
  public List<Integer> denseSources() {
    return List.of(left, right);
  }

  @Override
  public <T> T compute(Functions<T> functions, Outputs<T> outputs) {
    return functions.sum(this, outputs.dense(left), outputs.dense(right));
  }

  @Override
  public List<Weight> weights() {
    return output.weights();
  }

  @Override
  public long macs() {
    return output.macs();
  }
}
