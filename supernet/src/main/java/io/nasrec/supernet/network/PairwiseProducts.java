package io.nasrec.supernet.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/** The inner products of all pairs of vectors. */
public final class PairwiseProducts {
  private PairwiseProducts() {}

  /** Number of pairs of {@code vectors} vectors. */
  public static int count(int vectors) {
    return vectors * (vectors - 1) / 2;
  }

  /** Multiply-accumulates: the full square is computed, but only its lower triangle is read. */
  public static long macs(int vectors, int dim) {
    return (long) vectors * vectors * dim;
  }

  /**
   * The strictly lower triangle of the Gram matrix in row order: (1,0), (2,0), (2,1), ….
   *
   * @param vectors {@code (batch, E, n)}: the vectors are columns
   * @return {@code (batch, n (n − 1) / 2)}
   */
  public static NDArray of(NDArray vectors) {
    int count = Math.toIntExact(vectors.getShape().get(2));
    NDArray gram = vectors.transpose(0, 2, 1).matMul(vectors).reshape(-1, count * (long) count);
    return gram.get(new NDIndex(":, {}", gram.getManager().create(lowerTriangle(count))));
  }

  /** Indices into a flattened {@code (n, n)} matrix. */
  private static long[] lowerTriangle(int count) {
    long[] indices = new long[count(count)];
    int next = 0;
    for (int row = 1; row < count; row++) {
      for (int column = 0; column < row; column++) {
        indices[next++] = row * (long) count + column;
      }
    }
    return indices;
  }
}
