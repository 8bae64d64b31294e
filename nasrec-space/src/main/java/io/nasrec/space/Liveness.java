package io.nasrec.space;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which parts of each block can reach the head; the rest is neither built nor computed.
 *
 * @param blocks one entry per block; element 0 is block 1
 */
public record Liveness(List<Parts> blocks) {

  /**
   * The live parts of one block.
   *
   * @param denseOperator whether the dense output is read, possibly by a live merger
   * @param sparseOperator whether the sparse output is read, possibly by a live FM
   * @param merger whether the merger is on and the sparse output is read
   * @param fm whether the FM is on and the dense output is read
   */
  public record Parts(boolean denseOperator, boolean sparseOperator, boolean merger, boolean fm) {}

  public Liveness {
    blocks = List.copyOf(blocks);
  }

  /** The live parts of block {@code index}; the first block is 1. */
  public Parts block(int index) {
    return blocks.get(index - 1);
  }

  /** Walks back from the head: a part is live if a live part reads it. */
  static Liveness of(Architecture architecture) {
    int last = architecture.blocks().size();
    Set<Integer> readDense = new TreeSet<>(Set.of(last));
    Set<Integer> readSparse = new TreeSet<>(Set.of(last));
    Parts[] parts = new Parts[last];
    for (int b = last; b >= 1; b--) {
      Block block = architecture.block(b);
      boolean merger = block.merger() && readSparse.contains(b);
      boolean fm = block.fm() && readDense.contains(b);
      boolean dense = merger || readDense.contains(b);
      boolean sparse = fm || readSparse.contains(b);
      parts[b - 1] = new Parts(dense, sparse, merger, fm);
      if (dense) {
        readDense.addAll(block.denseReads());
        readSparse.addAll(block.denseReadsSparse());
      }
      if (sparse) {
        readSparse.addAll(block.sparseReads());
      }
    }
    return new Liveness(List.of(parts));
  }
}
