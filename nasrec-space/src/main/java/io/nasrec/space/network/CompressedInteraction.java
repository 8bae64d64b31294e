package io.nasrec.space.network;

import io.nasrec.space.SparseOperator;
import java.util.List;

/**
 * {@code LN_v} over the rows of {@code y_h = Σ_ij W_hij (S_i ∘ S0_j)}: a layer of xDeepFM's
 * compressed interaction network (Lian et al., KDD 2018, eq. 6) over the rows S and the raw rows
 * S0. No activation, as in the paper, and no bias.
 *
 * <p>W maps the n rows to v F numbers per scalar of a row first, which are then multiplied by S0
 * and summed over its rows: v F E numbers per example instead of the n F E products of the paper.
 *
 * @param maps W, n→v F without bias: row h F + j is W_h·j, so that a smaller v is a prefix
 * @param norm the normalisation of the v rows
 * @param fields F
 * @param rows v
 * @param embeddingDim E
 */
public record CompressedInteraction(
    List<Integer> sparseSources,
    Projection maps,
    Projection norm,
    int fields,
    int rows,
    int embeddingDim)
    implements Operator.Sparse {
  @Override
  public SparseOperator gene() {
    return SparseOperator.CIN;
  }

  @Override
  public Raw raw() {
    return Raw.ROWS;
  }

  @Override
  public <T> T compute(Functions<T> functions, Outputs<T> outputs) {
    return functions.interaction(this, outputs.sparse(sparseSources), outputs.sparse(List.of(0)));
  }

  @Override
  public List<Weight> weights() {
    return Projection.weightsOf(maps, norm);
  }

  @Override
  public long macs() {
    long sums = (long) rows * fields;
    return embeddingDim * (maps.macs() + sums);
  }
}
