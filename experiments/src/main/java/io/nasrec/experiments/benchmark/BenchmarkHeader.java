package io.nasrec.experiments.benchmark;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What all trainings of a benchmark have in common; {@code benchmark.json}. It has no path and
 * nothing of the machine.
 *
 * @param format version of the two files' format, {@value #FORMAT}
 * @param name of the experiment
 * @param seed of the experiment, from which every random number follows
 * @param space the search space
 * @param networks how many networks of the space it has when it is complete
 * @param baselines how many hand-crafted ones
 * @param trainings per network
 * @param budget how far a network is trained
 * @param data what it is trained on
 * @param experiment every key of the experiment but those that name files or the machine's share
 * @param version of the program
 */
public record BenchmarkHeader(
    int format,
    String name,
    long seed,
    Space space,
    int networks,
    int baselines,
    int trainings,
    Budget budget,
    Data data,
    JsonNode experiment,
    String version) {
  /** The version that this program reads and writes. */
  public static final int FORMAT = 1;

  /**
   * A search space.
   *
   * @param name of the space
   * @param blocks its choice blocks
   */
  public record Space(String name, int blocks) {}

  /**
   * A training's length.
   *
   * @param epochs passes over the training rows, at most
   * @param batchSize rows per step
   * @param stepsPerEpoch steps of a pass
   * @param stepsPerTenth steps over which a progressive loss is averaged
   * @param evaluationsPerEpoch evaluations on validation per pass
   * @param patience evaluations without improvement after which a training ends early
   */
  public record Budget(
      int epochs,
      int batchSize,
      int stepsPerEpoch,
      int stepsPerTenth,
      int evaluationsPerEpoch,
      int patience) {

    /** The number of steps of a training that does not end early. */
    public long steps() {
      return (long) epochs * stepsPerEpoch;
    }

    /** Passes over the training rows that a number of steps is. */
    public double epochs(long steps) {
      return (double) steps / stepsPerEpoch;
    }
  }

  /**
   * A prepared data set.
   *
   * @param digest of what it was prepared from and how
   * @param rawSha256 of the raw rows
   * @param dense number of dense features
   * @param sparse number of categorical fields
   * @param train rows of the training split
   * @param validation rows of the validation split
   * @param test rows of the test split
   * @param validationBaseRate log loss on validation of always predicting the training click rate
   * @param testBaseRate the same on test
   */
  public record Data(
      String digest,
      String rawSha256,
      int dense,
      int sparse,
      long train,
      long validation,
      long test,
      double validationBaseRate,
      double testBaseRate) {}
}
