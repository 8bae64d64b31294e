package io.nasrec.experiments.workflow;

import io.nasrec.commons.RandomStreams;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.space.Architecture;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.SearchSpace;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Draws networks of a space. */
public final class RandomNetworks {
  /** The number of consecutive draws without a new network before drawing is given up. */
  private static final int MAX_MISSED = 100_000;

  private RandomNetworks() {}

  /**
   * Different random networks. The first ones are the same however many are drawn.
   *
   * @param wanted others are passed over
   * @throws ConfigurationException if the space has fewer, or some are too rare to be drawn
   */
  public static List<Architecture> of(
      SearchSpace space, int count, long seed, Predicate<Architecture> wanted) {
    if (space.networks().compareTo(BigInteger.valueOf(count)) < 0) {
      throw new ConfigurationException(
          List.of(space.size() + ", but " + count + " random ones were asked for; ask for fewer"));
    }
    ArchitectureSampler sampler = new ArchitectureSampler(space);
    Map<String, Architecture> drawn = new LinkedHashMap<>();
    int missed = 0;
    for (int i = 0; drawn.size() < count; i++) {
      Architecture architecture = sampler.sample(RandomStreams.stream(seed, "score", i));
      boolean isNew =
          wanted.test(architecture)
              && drawn.putIfAbsent(architecture.fingerprint(), architecture) == null;
      missed = isNew ? 0 : missed + 1;
      if (missed == MAX_MISSED) {
        throw new ConfigurationException(
            List.of(
                ("%s, but only %s were found: %s draws in a row brought no other; ask for fewer,"
                        + " or raise a limit of constraints")
                    .formatted(space.size(), drawn.size(), MAX_MISSED)));
      }
    }
    return List.copyOf(drawn.values());
  }
}
