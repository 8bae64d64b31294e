package io.nasrec.search.strategy;

import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Fidelity;
import io.nasrec.space.Architecture;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What a strategy wants evaluated next. */
public sealed interface Ask {

  /** The number of this wish: 0 for the first, and higher for each that follows. */
  int generation();

  /** How the networks are evaluated. */
  Fidelity fidelity();

  /** The source of new networks. */
  @FunctionalInterface
  interface Draw {
    /**
     * Draws a network.
     *
     * @param random the random numbers of this draw alone
     * @param attempt the number of draws for the same place that brought a network seen before
     */
    Architecture next(RandomGenerator random, int attempt);
  }

  /**
   * Lets the proxy choose: of so many new networks that it scores, the best ones are evaluated.
   *
   * @param size networks scored
   * @param chosen the number of them that are evaluated, at most {@code size}
   */
  record Pool(int size, int chosen) {
    /** Every network drawn is evaluated. */
    public static final Pool NONE = new Pool(1, 1);

    public Pool {
      if (chosen < 1 || chosen > size) {
        throw new IllegalArgumentException(
            "chosen must be from 1 to size = " + size + ", but was " + chosen);
      }
    }

    /** The best of a number of networks; of one, that network without a look at the proxy. */
    public static Pool bestOf(int size) {
      return size == 1 ? NONE : new Pool(size, 1);
    }
  }

  /**
   * New networks, none of which was drawn before. One that has no score is replaced: by the next
   * best of its pool, or another draw.
   *
   * @param parent fingerprint of the network that they are made from; empty if sampled
   * @param count number of networks to be evaluated, at least 1
   * @param pool how the proxy assists
   */
  record New(
      int generation, Optional<String> parent, int count, Pool pool, Fidelity fidelity, Draw draw)
      implements Ask {
    public New {
      if (count < 1) {
        throw new IllegalArgumentException("count must be at least 1, but was " + count);
      }
      if (pool.size() > 1 && fidelity.equals(Fidelity.SCORED)) {
        throw new IllegalArgumentException("a pool's networks have their score already");
      }
    }
  }

  /**
   * Networks of the last wish, trained further. Those of them that are not named here are dropped.
   *
   * @param candidates at least one
   */
  record Further(int generation, List<Candidate> candidates, Fidelity fidelity) implements Ask {
    public Further {
      candidates = List.copyOf(candidates);
      if (candidates.isEmpty() || !fidelity.trains()) {
        throw new IllegalArgumentException("candidates must not be empty, and must be trained");
      }
    }
  }
}
