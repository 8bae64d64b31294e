package io.nasrec.experiments.onnx;

/**
 * Multi-head attention, all heads in parallel.
 *
 * @param operations of the graph
 * @param heads number of heads
 * @param width of each
 */
record AttentionHeads(Operations operations, int heads, int width) {

  /**
   * {@code softmax(q kᵀ) v} of each head.
   *
   * @param queries {@code (batch, rows, heads · width)}, as keys and values
   * @return of the same shape
   */
  Tensor joined(Tensor queries, Tensor keys, Tensor values) {
    int rows = queries.shape().get(0);
    Tensor transposed = operations.transpose(parted(keys), 1, 2, 0);
    Tensor scores = operations.product(operations.transpose(parted(queries), 1, 0, 2), transposed);
    Tensor attended =
        operations.product(
            operations.softmax(scores), operations.transpose(parted(values), 1, 0, 2));
    return operations.reshape(operations.transpose(attended, 1, 0, 2), rows, heads * width);
  }

  /** {@code (batch, rows, heads, width)}. */
  private Tensor parted(Tensor x) {
    return operations.reshape(x, x.shape().get(0), heads, width);
  }
}
