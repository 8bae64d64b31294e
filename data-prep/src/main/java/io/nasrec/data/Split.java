package io.nasrec.data;

import java.util.Objects;

/** A part of a data set that may be read freely: training or validation rows. */
public final class Split implements BatchSource {
  private final SplitName name;
  private final MappedRows rows;

  Split(SplitName name, MappedRows rows) {
    this.name = name;
    this.rows = rows;
  }

  /**
   * Which part this is.
   *
   * @return {@link SplitName#TRAIN} or {@link SplitName#VALIDATION}
   */
  public SplitName name() {
    return name;
  }

  @Override
  public int rows() {
    return rows.rows();
  }

  @Override
  public Batch read(int from, int to) {
    Objects.checkFromToIndex(from, to, rows.rows());
    return rows.read(from, to);
  }

  @Override
  public Batch gather(int[] numbers, int from, int to) {
    Objects.checkFromToIndex(from, to, numbers.length);
    return rows.gather(numbers, from, to);
  }
}
