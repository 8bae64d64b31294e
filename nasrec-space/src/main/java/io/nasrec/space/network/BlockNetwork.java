package io.nasrec.space.network;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The built part of one choice block. Several operators of a kind (on the full path) are summed;
 * dense outputs of different widths are padded with zeros to the widest.
 *
 * @param index 1 for the first block
 * @param dense dense operators; empty if none is live
 * @param sparse sparse operators; empty if none is live
 * @param merger denseWidth→8E, appended to the sparse rows as 8 rows; computed from the dense
 *     output before the FM is added
 * @param fm E→denseWidth over the block's own sparse rows, added to the dense output
 * @param denseWidth width of the dense output: w, or X after a cross
 * @param sparseWidth v, merger rows not counted
 */
public record BlockNetwork(
    int index,
    List<Operator.Dense> dense,
    List<Operator.Sparse> sparse,
    Optional<Projection> merger,
    Optional<Projection> fm,
    int denseWidth,
    int sparseWidth) {

  public BlockNetwork {
    dense = List.copyOf(dense);
    sparse = List.copyOf(sparse);
  }

  /** The block's parameter tensors. */
  public List<Weight> weights() {
    return Stream.concat(
            operators().flatMap(operator -> operator.weights().stream()),
            Stream.of(merger, fm).flatMap(Optional::stream).flatMap(p -> p.weights().stream()))
        .toList();
  }

  /** Multiply-accumulates per example. */
  public long macs() {
    return operators().mapToLong(Operator::macs).sum()
        + merger.map(Projection::macs).orElse(0L)
        + fm.map(Projection::macs).orElse(0L);
  }

  private Stream<Operator> operators() {
    return Stream.concat(dense.stream(), sparse.stream());
  }
}
