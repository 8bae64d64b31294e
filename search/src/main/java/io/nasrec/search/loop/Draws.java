package io.nasrec.search.loop;

import io.nasrec.commons.RandomStreams;
import io.nasrec.search.strategy.Ask;
import io.nasrec.space.Architecture;
import java.util.HashSet;
import java.util.Set;

/** Draws networks, each at most once in a search. */
final class Draws {
  /** The number of futile draws for one place before the search gives up. */
  private static final int MOST = 1_000;

  private final long seed;
  private final long wanted;
  private final Set<String> seen = new HashSet<>();

  /**
   * @param wanted networks that the whole search draws
   */
  Draws(long seed, long wanted) {
    this.seed = seed;
    this.wanted = wanted;
  }

  /**
   * A network not drawn before, from the random streams of one place.
   *
   * @param place counts the draws for one wish, from 0
   * @throws ExhaustedSpaceException if there is none
   */
  Architecture next(Ask.New wish, int place) {
    for (int attempt = 0; attempt < MOST; attempt++) {
      Architecture drawn =
          wish.draw()
              .next(
                  RandomStreams.stream(seed, "propose", wish.generation(), place, attempt),
                  attempt);
      if (seen.add(drawn.fingerprint())) {
        return drawn;
      }
    }
    throw new ExhaustedSpaceException(
        "generation "
            + wish.generation()
            + ": no new network in "
            + MOST
            + " draws, after "
            + seen.size()
            + " networks; the space is too small for "
            + wanted
            + " evaluations; lower search.population or search.generations");
  }
}
