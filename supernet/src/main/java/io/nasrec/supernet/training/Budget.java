package io.nasrec.supernet.training;

/**
 * How far a training goes: a share of the complete one's steps. The learning rate's schedule, like
 * everything else, is that of the complete training; so one that stops and is continued to a larger
 * budget equals one that never stopped, bit for bit.
 *
 * @param share above 0 and at most 1
 */
public record Budget(double share) {
  /** All steps. */
  public static final Budget COMPLETE = new Budget(1);

  public Budget {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be above 0 and at most 1, but was " + share);
    }
  }

  /** The share of a number of steps, rounded, at least 1. */
  long steps(long total) {
    return Math.max(1, Math.round(share * total));
  }
}
