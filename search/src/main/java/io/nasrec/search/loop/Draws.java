package io.nasrec.search.loop;

import io.nasrec.commons.RandomStreams;
import io.nasrec.search.cost.Constraints;
import io.nasrec.search.cost.Cost;
import io.nasrec.search.cost.Rejected;
import io.nasrec.search.strategy.Ask;
import io.nasrec.space.Architecture;
import java.util.HashSet;
import java.util.Set;

/** Draws feasible networks, each at most once in a search. */
final class Draws {
  /** The number of draws of known networks for one place before the search gives up. */
  private static final int MOST = 1_000;

  /** The number of draws for one place before the search gives up, infeasible networks included. */
  private static final int MOST_INFEASIBLE = 100_000;

  private final long seed;
  private final long wanted;
  private final Constraints constraints;
  private final Set<String> seen = new HashSet<>();
  private Rejected rejected = Rejected.NONE;

  /**
   * @param wanted networks that the whole search draws
   * @param constraints that they keep
   */
  Draws(long seed, long wanted, Constraints constraints) {
    this.seed = seed;
    this.wanted = wanted;
    this.constraints = constraints;
  }

  /** The draws that broke a limit so far. */
  Rejected rejected() {
    return rejected;
  }

  /**
   * A feasible network not drawn before, from the random streams of one place.
   *
   * @param place counts the draws for one wish, from 0
   * @throws ExhaustedSpaceException if there is none
   */
  Architecture next(Ask.New wish, int place) {
    int known = 0;
    int attempt = 0;
    for (; known < MOST && attempt < MOST_INFEASIBLE; attempt++) {
      Architecture drawn =
          wish.draw()
              .next(
                  RandomStreams.stream(seed, "propose", wish.generation(), place, attempt),
                  attempt);
      if (seen.contains(drawn.fingerprint())) {
        known++;
        continue;
      }
      Set<Cost> broken = constraints.broken(drawn);
      if (broken.isEmpty()) {
        seen.add(drawn.fingerprint());
        return drawn;
      }
      rejected = rejected.and(broken);
    }
    throw new ExhaustedSpaceException(
        "generation "
            + wish.generation()
            + ": no new network in "
            + attempt
            + " draws"
            + (known < attempt ? ", " + (attempt - known) + " of them infeasible" : "")
            + ", after "
            + seen.size()
            + " networks; the space is too small for "
            + wanted
            + " evaluations; lower search.population or search.generations"
            + (known < attempt ? ", or raise the limits of constraints" : ""));
  }
}
