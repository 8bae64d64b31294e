package io.nasrec.space.network;

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
      return "fc";
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

    /** q = round(sqrt(2 w)), so that the q(q+1)/2 products number about w. */
    public static int projectedRows(int denseWidth) {
      return (int) Math.round(Math.sqrt(2.0 * denseWidth));
    }

    @Override
    public String label() {
      return "dot-product";
    }

    @Override
    public List<Weight> weights() {
      return Stream.of(dense, rows, output).flatMap(p -> p.weights().stream()).toList();
    }

    @Override
    public long macs() {
      long vectors = projectedRows + 1L;
      // The full square of the Gram matrix is computed, its lower triangle read.
      long products = vectors * vectors * embeddingDim;
      return dense.macs() + embeddingDim * rows.macs() + products + output.macs();
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
      return "embedded-fc";
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
