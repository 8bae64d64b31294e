package io.nasrec.search.retraining;

import io.nasrec.data.Progress;

/**
 * One stage made of equally long parts that run side by side, as one progress: done and total are
 * the sums over the parts. Safe for use by many threads; what is reported never goes back.
 *
 * <p>A part's length is known as soon as the first part has reported; a part that completed before
 * counts from then on.
 */
final class JointProgress {
  private final String stage;
  private final Progress progress;
  private final long[] done;
  private final boolean[] complete;
  private long length;
  private String unit = "";
  private long reported;

  /**
   * @param stage what the sum is called
   * @param parts number of parts
   * @param progress hears the sums
   */
  JointProgress(String stage, int parts, Progress progress) {
    this.stage = stage;
    this.progress = progress;
    this.done = new long[parts];
    this.complete = new boolean[parts];
  }

  /**
   * The progress of one part.
   *
   * @param index from 0
   */
  Progress part(int index) {
    return (name, partDone, partTotal, unit) -> update(index, partDone, partTotal, unit);
  }

  /**
   * A part that has nothing left to do, however far it came: one that stopped early counts in full.
   *
   * @param index from 0
   */
  synchronized void complete(int index) {
    complete[index] = true;
    report();
  }

  private synchronized void update(int index, long partDone, long partTotal, String partUnit) {
    length = partTotal;
    unit = partUnit;
    done[index] = partDone;
    report();
  }

  private void report() {
    long sum = 0;
    for (int i = 0; i < done.length; i++) {
      sum += complete[i] ? length : done[i];
    }
    // The last step and the completion of a part may be the same number: it is said once.
    if (sum > reported) {
      reported = sum;
      progress.update(stage, sum, length * done.length, unit);
    }
  }
}
