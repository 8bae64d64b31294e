package io.nasrec.commons;

/** Receives the progress of a long piece of work. */
@FunctionalInterface
public interface Progress {
  /** Ignores all progress. */
  Progress NONE = (stage, done, total, unit) -> {};

  /**
   * Called every few thousand steps and at the end of a stage, from the working thread.
   *
   * @param stage what is being done, such as {@code "encode rows"}
   * @param done how much of it is done, in {@code unit}
   * @param total how much there is to do, in {@code unit}; -1 if unknown
   * @param unit what is counted, such as {@code "bytes"} or {@code "rows"}
   */
  void update(String stage, long done, long total, String unit);
}
