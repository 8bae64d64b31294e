package io.nasrec.experiments.onnx;

import io.nasrec.supernet.network.PairwiseProducts;

/** Functions of all pairs of vectors, which are the columns of {@code (batch, E, n)}. */
final class Pairs {
  private Pairs() {}

  /** Like {@link PairwiseProducts#of}, {@code (batch, n (n − 1) / 2)}. */
  static Tensor innerProducts(Operations operations, Tensor vectors) {
    int count = vectors.width();
    Tensor gram = operations.product(operations.transpose(vectors, 1, 0), vectors);
    return operations.columns(operations.flat(gram), lowerTriangle(count));
  }

  /** {@code (Σ vectors)² − Σ vectors²}, {@code (batch, E)}. */
  static Tensor squares(Operations operations, Tensor vectors) {
    return operations.subtract(
        operations.square(operations.sum(vectors, 1)),
        operations.sum(operations.square(vectors), 1));
  }

  /** Indices into a flattened {@code (n, n)} matrix: (1,0), (2,0), (2,1), …. */
  private static long[] lowerTriangle(int count) {
    long[] indices = new long[PairwiseProducts.count(count)];
    int next = 0;
    for (int row = 1; row < count; row++) {
      for (int column = 0; column < row; column++) {
        indices[next++] = row * (long) count + column;
      }
    }
    return indices;
  }
}
