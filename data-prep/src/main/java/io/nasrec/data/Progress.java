package io.nasrec.data;

/** Hears how far a long piece of work has come. */
@FunctionalInterface
public interface Progress {
  /** Hears nothing. */
  Progress NONE = (stage, done, total, unit) -> {};

  /**
   * Called every few thousand steps and at the end of a stage, from the thread that works.
   *
   * @param stage what is being done, such as {@code "encode rows"}
   * @param done how much of it is done, in {@code unit}
   * @param total how much there is to do, in {@code unit}; -1 where that is unknown
   * @param unit what is counted, such as {@code "bytes"} or {@code "rows"}
   */
  void update(String stage, long done, long total, String unit);
}
