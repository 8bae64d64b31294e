package io.nasrec.supernet.training;

/**
 * Learning rate per step: linear from 1e-8 to the base rate, then half a cosine back to 1e-8 (spec
 * section 5).
 *
 * @param base highest learning rate
 * @param warmUpSteps steps of the linear part, at least 0
 * @param totalSteps all steps, at least {@code warmUpSteps}
 */
public record CosineSchedule(double base, long warmUpSteps, long totalSteps) {
  private static final double FLOOR = 1e-8;

  public CosineSchedule {
    if (!(base > 0) || warmUpSteps < 0 || totalSteps < warmUpSteps) {
      throw new IllegalArgumentException(
          "base must be positive and 0 <= warmUpSteps <= totalSteps, but were "
              + base
              + ", "
              + warmUpSteps
              + " and "
              + totalSteps);
    }
  }

  /** A schedule whose linear part is a share of all steps. */
  public static CosineSchedule of(double base, double warmUpShare, long totalSteps) {
    return new CosineSchedule(base, Math.round(warmUpShare * totalSteps), totalSteps);
  }

  /** The learning rate of step {@code step}, 0 for the first. */
  public double at(long step) {
    if (step < warmUpSteps) {
      return FLOOR + (base - FLOOR) * step / warmUpSteps;
    }
    double progress = (double) (step - warmUpSteps) / Math.max(1, totalSteps - warmUpSteps);
    return FLOOR + (base - FLOOR) * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress)));
  }
}
