package io.nasrec.data;

/**
 * Rows of a data set, on the heap, row after row. The arrays are the batch's own and are handed out
 * without a copy: who reads a batch may keep and change them.
 */
public final class Batch {
  private final int size;
  private final float[] labels;
  private final float[] dense;
  private final int[] sparse;

  /**
   * A batch of B rows over the given arrays.
   *
   * @param size the number of rows B, at least 0
   * @param labels (B): 0 or 1
   * @param dense (B × D), row-major: transformed numbers
   * @param sparse (B × F), row-major: ids per field, each from 0 to the field's cardinality - 1
   * @throws IllegalArgumentException if an array's length does not fit the number of rows
   */
  public Batch(int size, float[] labels, float[] dense, int[] sparse) {
    require(size >= 0, "size must be at least 0, but was " + size);
    require(labels.length == size, "labels must hold one value per row, but was " + labels.length);
    require(fits(dense.length, size), "dense must hold whole rows, but was " + dense.length);
    require(fits(sparse.length, size), "sparse must hold whole rows, but was " + sparse.length);
    this.size = size;
    this.labels = labels;
    this.dense = dense;
    this.sparse = sparse;
  }

  /**
   * The number of rows.
   *
   * @return B
   */
  public int size() {
    return size;
  }

  /**
   * The labels.
   *
   * @return (B): 0 or 1
   */
  public float[] labels() {
    return labels;
  }

  /**
   * The dense inputs.
   *
   * @return (B × D), row-major
   */
  public float[] dense() {
    return dense;
  }

  /**
   * The ids, per field.
   *
   * @return (B × F), row-major
   */
  public int[] sparse() {
    return sparse;
  }

  private static boolean fits(int length, int size) {
    return size == 0 ? length == 0 : length % size == 0;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
