package io.nasrec.experiments.serve;

import io.nasrec.data.Batch;
import java.util.List;

/** Puts the rows of several requests into one batch. */
final class Batches {
  private Batches() {}

  /**
   * The rows of batches of one model, in order.
   *
   * @param parts at least one
   */
  static Batch joined(List<Batch> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    int rows = parts.stream().mapToInt(Batch::size).sum();
    int denseWidth = parts.get(0).denseWidth();
    int fields = parts.get(0).sparse().length / Math.max(1, parts.get(0).size());
    float[] dense = new float[rows * denseWidth];
    int[] ids = new int[rows * fields];
    int from = 0;
    for (Batch part : parts) {
      part.dense().get(dense, from * denseWidth, part.size() * denseWidth);
      System.arraycopy(part.sparse(), 0, ids, from * fields, part.size() * fields);
      from += part.size();
    }
    return new Batch(rows, new float[rows], dense, ids);
  }
}
