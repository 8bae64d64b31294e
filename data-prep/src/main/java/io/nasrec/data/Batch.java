package io.nasrec.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * Rows of a data set, row after row. Labels and ids are on the heap. The dense inputs are off-heap,
 * where an engine can use them directly, so that a batch is copied only once on its way from the
 * file to the engine. The batch owns its arrays and hands them out without a copy: the reader of a
 * batch may keep and change them.
 */
public final class Batch {
  private final int size;
  private final float[] labels;
  private final ByteBuffer dense;
  private final int[] sparse;

  /**
   * A batch of B rows of zeros, to be filled.
   *
   * @param size the number of rows B, at least 0
   * @param denseWidth the number of dense inputs D
   * @param sparseWidth the number of fields F
   */
  Batch(int size, int denseWidth, int sparseWidth) {
    this.size = size;
    labels = new float[size];
    dense = direct(Math.multiplyExact(size, denseWidth));
    sparse = new int[Math.multiplyExact(size, sparseWidth)];
  }

  /**
   * A batch of B rows with the given values.
   *
   * @param size the number of rows B, at least 0
   * @param labels (B): 0 or 1; kept
   * @param dense (B × D), row-major: transformed numbers; copied
   * @param sparse (B × F), row-major: ids per field, each from 0 to the field's cardinality - 1;
   *     kept
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
    this.dense = direct(dense.length);
    this.sparse = sparse;
    dense().put(dense);
  }

  private Batch(int size, float[] labels, ByteBuffer dense, int[] sparse) {
    this.size = size;
    this.labels = labels;
    this.dense = dense;
    this.sparse = sparse;
  }

  /**
   * Consecutive rows of this batch; the dense inputs stay where they are.
   *
   * @param from the first row
   * @param to the row after the last
   * @return the rows {@code from} to {@code to}; this batch if these are all
   * @throws IndexOutOfBoundsException if not {@code 0 <= from <= to <= size()}
   */
  public Batch part(int from, int to) {
    Objects.checkFromToIndex(from, to, size);
    if (to - from == size) {
      return this;
    }
    int row = denseWidth() * Float.BYTES;
    int fields = sparse.length / size;
    return new Batch(
        to - from,
        Arrays.copyOfRange(labels, from, to),
        dense.slice(from * row, (to - from) * row).order(dense.order()),
        Arrays.copyOfRange(sparse, from * fields, to * fields));
  }

  private static ByteBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
        .order(ByteOrder.nativeOrder());
  }

  private static void requireWholeRows(String what, int length, int size) {
    if (size == 0 ? length != 0 : length % size != 0) {
      throw new IllegalArgumentException(what + " must hold whole rows, but was " + length);
    }
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
   * The dense inputs as an engine takes them.
   *
   * @return (B × D), row-major: float32 in the machine's byte order, in a direct buffer
   */
  public ByteBuffer denseBytes() {
    return dense.duplicate().order(dense.order()).clear();
  }

  /**
   * The dense inputs.
   *
   * @return (B × D), row-major
   */
  public FloatBuffer dense() {
    return denseBytes().asFloatBuffer();
  }

  /**
   * The number of dense inputs of a row.
   *
   * @return D; 0 if there are no rows
   */
  public int denseWidth() {
    return size == 0 ? 0 : dense.capacity() / Float.BYTES / size;
  }

  /**
   * The ids, per field.
   *
   * @return (B × F), row-major
   */
  public int[] sparse() {
    return sparse;
  }
}
