package io.nasrec.search.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The rungs of brackets of successive halving [SH]: those of Hyperband [HB], repeated until a
 * budget is spent, or a number of equal ones. Shares are multiples of η^−s_max of a complete
 * training; a network that goes on pays only for what is new.
 */
final class Brackets {
  /** η of Hyperband. */
  private static final int ETA = 3;

  /**
   * One rung.
   *
   * @param first whether it starts a bracket: its networks are new
   * @param count number of its networks
   * @param share of a complete training
   */
  record Rung(boolean first, int count, double share) {}

  private final int rungs;

  /** η: one of so many goes on to a training that is so many times as long. */
  private final int eta;

  /** Units of η^−s_max that a complete training has. */
  private final long whole;

  private Brackets(int rungs, int eta) {
    this.rungs = rungs;
    this.eta = eta;
    this.whole = power(rungs - 1);
  }

  /**
   * All rungs in their order. A bracket that no longer fits has fewer networks, or is skipped if
   * none of them would be trained to the end.
   *
   * @param rungs of the longest bracket, s_max + 1; at least 1
   * @param budget in complete trainings, at least 1
   */
  static List<Rung> of(int rungs, long budget) {
    return new Brackets(rungs, ETA).rungs(budget);
  }

  /**
   * The rungs of brackets that begin with η^(rungs − 1) networks each, of which one is trained to
   * the end.
   *
   * @param rungs lengths of training, at least 1
   * @param eta at least 2
   * @param brackets how many, at least 1
   */
  static List<Rung> halving(int rungs, int eta, long brackets) {
    Brackets kind = new Brackets(rungs, eta);
    List<Rung> all = new ArrayList<>();
    for (long bracket = 0; bracket < brackets; bracket++) {
      kind.add(all, rungs - 1, kind.whole);
    }
    return all;
  }

  private List<Rung> rungs(long budget) {
    List<Rung> all = new ArrayList<>();
    long units = Math.multiplyExact(budget, whole);
    while (units >= whole) {
      for (int s = rungs - 1; s >= 0; s--) {
        int bracket = s;
        long left = units;
        long starts =
            LongStream.iterate(starts(s), n -> n >= power(bracket), n -> n - 1)
                .filter(n -> cost(bracket, n) <= left)
                .findFirst()
                .orElse(0);
        if (starts > 0) {
          units -= cost(s, starts);
          add(all, s, starts);
        }
      }
    }
    return all;
  }

  /** n = ceil((s_max + 1) / (s + 1)) · η^s. */
  private long starts(int s) {
    return (rungs + s) / (s + 1) * power(s);
  }

  /** What a bracket costs, in units. */
  private long cost(int s, long starts) {
    long cost = 0;
    long before = 0;
    for (int i = 0; i <= s; i++) {
      long length = whole / power(s - i);
      cost += starts / power(i) * (length - before);
      before = length;
    }
    return cost;
  }

  private void add(List<Rung> all, int s, long starts) {
    for (int i = 0; i <= s; i++) {
      all.add(new Rung(i == 0, (int) (starts / power(i)), 1.0 / power(s - i)));
    }
  }

  private long power(int exponent) {
    return Math.round(Math.pow(eta, exponent));
  }
}
