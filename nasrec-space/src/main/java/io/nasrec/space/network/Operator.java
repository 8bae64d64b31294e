package io.nasrec.space.network;

import io.nasrec.space.DenseOperator;
import io.nasrec.space.SparseOperator;
import java.util.List;
import java.util.stream.Stream;

/** An operator with its layers and sources; every source list is in ascending order. */
public sealed interface Operator {

  /** Name in tables and weight paths. */
  String label();

  /** The operator's parameter tensors. */
  List<Weight> weights();

  /**
   * Multiply-accumulates per example: linear layers and batched products; element-wise work is not
   * counted.
   */
  long macs();

  private static List<Weight> weightsOf(Projection... projections) {
    return Stream.of(projections).flatMap(p -> p.weights().stream()).toList();
  }

  /** Emits the dense tensor {@code (batch, width)}. */
  sealed interface Dense extends Operator {}

  /** Emits the sparse tensor {@code (batch, rows, E)}. */
  sealed interface Sparse extends Operator {}

  /**
   * {@code relu(LN_w(W x))}.
   *
   * @param sources dense sources
   * @param projection p→w
   */
  record FullyConnected(List<Integer> sources, Projection projection) implements Dense {
    @Override
    public String label() {
      return DenseOperator.FC.label();
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

  /**
   * {@code LN_w(W₃ r)}, r the pairwise products of the q projected rows and the projected dense
   * vector.
   *
   * @param denseSources dense sources
   * @param sparseSources sparse sources
   * @param dense p→E, identity if p = E
   * @param rows n→q, identity if n = q
   * @param projectedRows q
   * @param embeddingDim E
   * @param output q(q+1)/2→w
   */
  record DotProduct(
      List<Integer> denseSources,
      List<Integer> sparseSources,
      Projection dense,
      Projection rows,
      int projectedRows,
      int embeddingDim,
      Projection output)
      implements Dense {

    /** q = round(sqrt(2 w)), so that there are about w products, q(q+1)/2. */
    public static int projectedRows(int denseWidth) {
      return (int) Math.round(Math.sqrt(2.0 * denseWidth));
    }

    @Override
    public String label() {
      return DenseOperator.DOT_PRODUCT.label();
    }

    @Override
    public List<Weight> weights() {
      return weightsOf(dense, rows, output);
    }

    @Override
    public long macs() {
      long vectors = projectedRows + 1L;
      // The full Gram matrix is computed, but only its lower triangle is read.
      long products = vectors * vectors * embeddingDim;
      return dense.macs() + embeddingDim * rows.macs() + products + output.macs();
    }
  }

  /**
   * {@code LN_w(W (g ⊙ r) + b)} with the gate {@code g = sigmoid(W_self l + b)}; the narrower
   * operand is padded with zeros.
   *
   * @param left source of l
   * @param right source of r
   * @param width D, width of the wider operand
   * @param gate D→D with bias
   * @param output D→w with bias; the normalisation alone if D = w
   */
  record SigmoidGating(int left, int right, int width, Projection gate, Projection output)
      implements Dense {
    @Override
    public String label() {
      return DenseOperator.SIGMOID_GATING.label();
    }

    @Override
    public List<Weight> weights() {
      return weightsOf(gate, output);
    }

    @Override
    public long macs() {
      return gate.macs() + output.macs();
    }
  }

  /**
   * {@code LN_w(W (l + r))}; the narrower operand is padded with zeros.
   *
   * @param left source of l
   * @param right source of r
   * @param width D, width of the wider operand
   * @param output D→w; the normalisation alone if D = w
   */
  record Sum(int left, int right, int width, Projection output) implements Dense {
    @Override
    public String label() {
      return DenseOperator.SUM.label();
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

  /**
   * A transformer layer: {@code P = LN_v(W Sᵀ)ᵀ}, {@code A = LN_E(P + MHA(P))}, {@code LN_E(A + W₂
   * relu(W₁ A))}, with self-attention over the v rows.
   *
   * @param sources sparse sources
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
  record Attention(
      List<Integer> sources,
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
      implements Sparse {

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
    public String label() {
      return SparseOperator.ATTENTION.label();
    }

    @Override
    public List<Weight> weights() {
      return Stream.of(
              rows.weights().stream(),
              Stream.of(input, queryBias, keyBias, valueBias),
              weightsOf(output, attentionNorm, hidden, feedForward, feedForwardNorm).stream())
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

  /**
   * {@code relu(LN_v(W Sᵀ))ᵀ}.
   *
   * @param sources sparse sources
   * @param projection n→v
   * @param embeddingDim E
   */
  record EmbeddedFullyConnected(List<Integer> sources, Projection projection, int embeddingDim)
      implements Sparse {
    @Override
    public String label() {
      return SparseOperator.EMBEDDED_FC.label();
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
}
