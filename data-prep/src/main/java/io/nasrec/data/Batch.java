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
    if (size < 0) {
      throw new IllegalArgumentException("size must be at least 0, but was " + size);
    }
    if (labels.length != size) {
      throw new IllegalArgumentException(
          "labels must hold one value per row, but was " + labels.length);
    }
    requireWholeRows("dense", dense.length, size);
    requireWholeRows("sparse", sparse.length, size);
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

  private static void requireWholeRows(String what, int length, int size) {
    if (size == 0 ? length != 0 : length % size != 0) {
      throw new IllegalArgumentException(what + " must hold whole rows, but was " + length);
    }
  }
}
