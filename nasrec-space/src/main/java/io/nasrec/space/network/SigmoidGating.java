package io.nasrec.space.network;

import io.nasrec.space.DenseOperator;
import java.util.List;

/**
 * {@code LN_w(W (g ⊙ r) + b)} with the gate {@code g = sigmoid(W_self l + b)}; the narrower operand
 * is padded with zeros.
 *
 * @param left source of l
 * @param right source of r
 * @param width D, width of the wider operand
 * @param gate D→D with bias
 * @param output D→w with bias; the normalisation alone if D = w
 */
public record SigmoidGating(int left, int right, int width, Projection gate, Projection output)
    implements Operator.Dense {
  @Override
  public DenseOperator gene() {
    return DenseOperator.SIGMOID_GATING;
  }

  @Override
  public List<Integer> denseSources() {
    return List.of(left, right);
  }

  @Override
  public <T> T compute(Functions<T> functions, Outputs<T> outputs) {
    return functions.gated(this, outputs.dense(left), outputs.dense(right));
  }

  @Override
  public List<Weight> weights() {
    return Projection.weightsOf(gate, output);
  }

  @Override
  public long macs() {
    return gate.macs() + output.macs();
  }
}
