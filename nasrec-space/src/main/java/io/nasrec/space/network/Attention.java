package io.nasrec.space.network;

import io.nasrec.space.SparseOperator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A transformer layer: {@code P = LN_v(W Sᵀ)ᵀ}, {@code A = LN_E(P + MHA(P))}, {@code LN_E(A + W₂
 * relu(W₁ A))}, with self-attention over the v rows.
 *
 * @param rows n→v
 * @param projectedRows v
 * @param embeddingDim E, a multiple of {@link #HEADS}
 * @param input in-projections of queries, keys and values, {@code (3E, E)}
 * @param queryBias bias of the queries
 * @param keyBias bias of the keys: it shifts all scores of a query equally and has no effect, but
 *     the published networks have it
 * @param valueBias bias of the values
 * @param output out-projection E→E with bias
 * @param attentionNorm normalisation of P + MHA(P)
 * @param hidden W₁, E→E with bias
 * @param feedForward W₂, E→E with bias
 * @param feedForwardNorm normalisation of the layer's output
 */
public record Attention(
    List<Integer> sparseSources,
    Projection rows,
    int projectedRows,
    int embeddingDim,
    Weight input,
    Weight queryBias,
    Weight keyBias,
    Weight valueBias,
    Projection output,
    Projection attentionNorm,
    Projection hidden,
    Projection feedForward,
    Projection feedForwardNorm)
    implements Operator.Sparse {

  /** Number of attention heads, E/8 wide each. */
  public static final int HEADS = 8;

  public Attention {
    if (embeddingDim % HEADS != 0) {
      throw new IllegalArgumentException(
          "embeddingDim must be a multiple of "
              + HEADS
              + ", the number of attention heads, but was "
              + embeddingDim);
    }
  }

  @Override
  public SparseOperator gene() {
    return SparseOperator.ATTENTION;
  }

  @Override
  public <T> T compute(Functions<T> functions, Outputs<T> outputs) {
    return functions.attention(this, outputs.sparse(sparseSources));
  }

  @Override
  public List<Weight> weights() {
    return Stream.of(
            rows.weights().stream(),
            Stream.of(input, queryBias, keyBias, valueBias),
            Projection.weightsOf(output, attentionNorm, hidden, feedForward, feedForwardNorm)
                .stream())
        .flatMap(weights -> weights)
        .toList();
  }

  @Override
  public long macs() {
    long perRow = input.size() + output.macs() + hidden.macs() + feedForward.macs();
    // The scores, and the weighted sum of the values.
    long attention = 2L * projectedRows * projectedRows * embeddingDim;
    return embeddingDim * rows.macs() + projectedRows * perRow + attention;
  }
}
