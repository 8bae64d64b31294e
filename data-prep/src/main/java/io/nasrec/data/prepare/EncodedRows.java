package io.nasrec.data.prepare;

import io.nasrec.data.SplitName;
import io.nasrec.data.encode.ColumnEncoder;
import io.nasrec.data.raw.RawRows;
import java.nio.ByteBuffer;
import java.util.List;

/** A block of rows, row after row, as in the data set, except that ids are provisional at first. */
final class EncodedRows {
  private static final List<SplitName> SPLITS = List.of(SplitName.values());
  private static final byte NOT_PLACED = -1;

  private final int size;
  private final byte[] labels;
  private final byte[] splits;
  private final double[] clickProbabilities;
  private final float[] dense;
  private final int[] ids;

  /**
   * Rows that are all zeros.
   *
   * @param size the number of rows
   * @param denseWidth the number of dense inputs D
   * @param sparseWidth the number of fields F
   */
  EncodedRows(int size, int denseWidth, int sparseWidth) {
    this.size = size;
    labels = new byte[size];
    splits = new byte[size];
    clickProbabilities = new double[size];
    dense = new float[size * denseWidth];
    ids = new int[size * sparseWidth];
  }

  /** Rows as far as an encoder knows them; ids of vocabularies are still to come. */
  static EncodedRows of(RawRows raw, ColumnEncoder encoder) {
    EncodedRows rows = new EncodedRows(raw.size(), encoder.denseWidth(), encoder.sparseWidth());
    for (int row = 0; row < raw.size(); row++) {
      rows.set(row, raw.label(row), raw.split(row), raw.clickProbability(row));
    }
    encoder.dense(raw, rows.dense);
    encoder.hashed(raw, rows.ids);
    return rows;
  }

  int size() {
    return size;
  }

  int label(int row) {
    return labels[row];
  }

  /** The split that the row is assigned to, or the one given by the raw data; null if undecided. */
  SplitName split(int row) {
    return splits[row] == NOT_PLACED ? null : SPLITS.get(splits[row]);
  }

  double clickProbability(int row) {
    return clickProbabilities[row];
  }

  /** (size × D), row-major: transformed numbers. */
  float[] dense() {
    return dense;
  }

  /** (size × F), row-major. */
  int[] ids() {
    return ids;
  }

  void set(int row, int label, SplitName given, double clickProbability) {
    labels[row] = (byte) label;
    clickProbabilities[row] = clickProbability;
    place(row, given);
  }

  void place(int row, SplitName split) {
    splits[row] = split == null ? NOT_PLACED : (byte) SPLITS.indexOf(split);
  }

  /** The size in bytes of such a block. */
  static int bytes(int size, int denseWidth, int sparseWidth) {
    return size
        * (2 * Byte.BYTES + Double.BYTES + denseWidth * Float.BYTES + sparseWidth * Integer.BYTES);
  }

  void writeTo(ByteBuffer buffer) {
    buffer.asDoubleBuffer().put(clickProbabilities);
    buffer.position(buffer.position() + size * Double.BYTES);
    buffer.asFloatBuffer().put(dense);
    buffer.position(buffer.position() + dense.length * Float.BYTES);
    buffer.asIntBuffer().put(ids);
    buffer.position(buffer.position() + ids.length * Integer.BYTES);
    buffer.put(labels).put(splits);
  }

  void readFrom(ByteBuffer buffer) {
    buffer.asDoubleBuffer().get(clickProbabilities);
    buffer.position(buffer.position() + size * Double.BYTES);
    buffer.asFloatBuffer().get(dense);
    buffer.position(buffer.position() + dense.length * Float.BYTES);
    buffer.asIntBuffer().get(ids);
    buffer.position(buffer.position() + ids.length * Integer.BYTES);
    buffer.get(labels).get(splits);
  }
}
