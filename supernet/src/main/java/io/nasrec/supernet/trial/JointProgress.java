package io.nasrec.supernet.trial;

import io.nasrec.commons.Progress;

/**
 * Combines parts that run in parallel into the progress of one stage: done and total are the sums
 * over the parts. Safe for use by many threads; reported progress never decreases.
 *
 * <p>A part that has not reported yet is assumed to be as long as the last one that has; a part
 * completed earlier counts once such a length is known.
 */
public final class JointProgress {
  private final String stage;
  private final Progress progress;
  private final long[] done;
  private final boolean[] complete;

  /** 0 if not known yet. */
  private final long[] lengths;

  /** What a part whose length is not known counts: the longest known. The total only shrinks. */
  private long length;

  private String unit = "";
  private long reported;

  /**
   * @param stage name of the stage
   * @param parts number of parts
   * @param progress receives the sums
   */
  public JointProgress(String stage, int parts, Progress progress) {
    this.stage = stage;
    this.progress = progress;
    this.done = new long[parts];
    this.complete = new boolean[parts];
    this.lengths = new long[parts];
  }

  /**
   * The progress of one part.
   *
   * @param index from 0
   */
  public Progress part(int index) {
    return (name, partDone, partTotal, partUnit) -> update(index, partDone, partTotal, partUnit);
  }

  /**
   * Marks a part as complete, however far it came: one that stopped early counts in full.
   *
   * @param index from 0
   */
  public synchronized void complete(int index) {
    complete[index] = true;
    report();
  }

  private synchronized void update(int index, long partDone, long partTotal, String partUnit) {
    length = Math.max(length, partTotal);
    lengths[index] = partTotal;
    unit = partUnit;
    done[index] = partDone;
    report();
  }

  private void report() {
    long sum = 0;
    long total = 0;
    for (int i = 0; i < done.length; i++) {
      long all = lengths[i] == 0 ? length : lengths[i];
      sum += complete[i] ? all : done[i];
      total += all;
    }
    // The last step and the completion of a part may give the same number; it is reported once.
    if (sum > reported) {
      reported = sum;
      progress.update(stage, sum, total, unit);
    }
  }
}
