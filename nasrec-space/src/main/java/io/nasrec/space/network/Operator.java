package io.nasrec.space.network;

import io.nasrec.space.DenseOperator;
import io.nasrec.space.Operands;
import io.nasrec.space.SparseOperator;
import java.util.List;
import java.util.Optional;

/** An operator with its layers and sources. */
public sealed interface Operator {

  /** Name in tables and weight paths. */
  String label();

  /**
   * The sources whose dense output it reads: in ascending order, or the left and the right one if
   * it has {@link #operands()}; empty if it reads none.
   */
  List<Integer> denseSources();

  /** The sources whose sparse output it reads, in ascending order; empty if it reads none. */
  List<Integer> sparseSources();

  /** What of the raw input it reads besides, whether or not source 0 is among its sources. */
  default Raw raw() {
    return Raw.NOTHING;
  }

  /** Its left and right operand; empty if it reads its dense sources concatenated. */
  Optional<Operands> operands();

  /** The operator's parameter tensors. */
  List<Weight> weights();

  /**
   * Multiply-accumulates per example: linear layers and batched products; element-wise work is not
   * counted.
   */
  long macs();

  /**
   * Computes its output.
   *
   * @param functions what operators compute
   * @param outputs the outputs of its sources
   */
  <T> T compute(Functions<T> functions, Outputs<T> outputs);

  /** What an operator reads of the raw input, apart from its sources. */
  enum Raw {
    NOTHING,
    /** The flat raw input, which source 0 then stands for among its dense sources, too. */
    FLAT,
    /** The raw embedding rows. */
    ROWS
  }

  /**
   * What the operators compute: one function for each.
   *
   * @param <T> tensors of the engine, or values of another kind
   */
  interface Functions<T> {
    T fullyConnected(FullyConnected fc, T dense);

    T dotProduct(DotProduct dot, T dense, T sparse);

    T gated(SigmoidGating gating, T left, T right);

    T sum(Sum sum, T left, T right);

    /**
     * A cross.
     *
     * @param flat the flat raw input
     * @param sources the concatenated dense sources, source 0 being the flat raw input
     */
    T cross(Cross cross, T flat, T sources);

    T flat(FlatFullyConnected fc, T dense, T sparse);

    T embedded(EmbeddedFullyConnected fc, T sparse);

    T attention(Attention attention, T sparse);

    /**
     * A compressed interaction.
     *
     * @param raw the raw embedding rows
     */
    T interaction(CompressedInteraction interaction, T sparse, T raw);
  }

  /** What the raw input and the blocks computed so far emit. */
  interface Outputs<T> {
    /** The dense output of one source. */
    T dense(int source);

    /** The concatenated dense outputs of sources. */
    T dense(List<Integer> sources);

    /**
     * Like {@link #dense(List)}, but source 0 is the flat raw input x0, {@code (batch, F E + D)}:
     * all embedding rows, one after the other, then the dense features.
     */
    T flat(List<Integer> sources);

    /** The concatenated sparse outputs of sources. */
    T sparse(List<Integer> sources);
  }

  /** Emits the dense tensor {@code (batch, width)}. */
  sealed interface Dense extends Operator
      permits FullyConnected, DotProduct, SigmoidGating, Sum, Cross, FlatFullyConnected {
    /** The gene that it is built for. */
    DenseOperator gene();

    @Override
    default String label() {
      return gene().label();
    }

    @Override
    default List<Integer> sparseSources() {
      return List.of();
    }

    @Override
    default Optional<Operands> operands() {
      return gene().operands();
    }
  }

  /** Emits the sparse tensor {@code (batch, rows, E)}. */
  sealed interface Sparse extends Operator
      permits Attention, EmbeddedFullyConnected, CompressedInteraction {
    /** The gene that it is built for. */
    SparseOperator gene();

    @Override
    default String label() {
      return gene().label();
    }

    @Override
    default List<Integer> denseSources() {
      return List.of();
    }

    @Override
    default Optional<Operands> operands() {
      return Optional.empty();
    }
  }
}
