package io.nasrec.space.network;

import io.nasrec.space.DenseOperator;
import java.util.List;

/**
 * {@code x0 ⊙ (W x + b) + x} with {@code x = LN_X(W₁ z)}: a cross layer of DCN-V2 (Wang et al., WWW
 * 2021, eq. 1), or with {@code W = U V} its low-rank form (eq. 2). z is the concatenation of the
 * dense sources, where source 0 stands for x0, the flat raw input.
 *
 * @param gene the full-rank or the low-rank operator
 * @param input W₁, p→X; identity if p = X
 * @param down V, X→rank, without bias; identity at full rank
 * @param up U, rank→X with bias, or W
 * @param width X = F E + D
 */
public record Cross(
    DenseOperator gene,
    List<Integer> denseSources,
    Projection input,
    Projection down,
    Projection up,
    int width)
    implements Operator.Dense {
  @Override
  public Raw raw() {
    return Raw.FLAT;
  }

  @Override
  public <T> T compute(Functions<T> functions, Outputs<T> outputs) {
    return functions.cross(this, outputs.flat(List.of(0)), outputs.flat(denseSources));
  }

  @Override
  public List<Weight> weights() {
    return Projection.weightsOf(input, down, up);
  }

  @Override
  public long macs() {
    return input.macs() + down.macs() + up.macs();
  }
}
