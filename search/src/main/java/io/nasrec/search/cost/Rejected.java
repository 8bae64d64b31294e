package io.nasrec.search.cost;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Draws that were rejected because their network breaks a limit.
 *
 * @param draws how many
 * @param broken how many of them break each limit; one may break several
 */
public record Rejected(long draws, Map<Cost, Long> broken) {
  /** No draw was rejected. */
  public static final Rejected NONE = new Rejected(0, Map.of());

  public Rejected {
    Map<Cost, Long> copy = new EnumMap<>(Cost.class);
    copy.putAll(broken);
    broken = Collections.unmodifiableMap(copy);
  }

  /** One more. */
  public Rejected and(Set<Cost> costs) {
    Map<Cost, Long> more = new EnumMap<>(Cost.class);
    more.putAll(broken);
    costs.forEach(cost -> more.merge(cost, 1L, Long::sum));
    return new Rejected(draws + 1, more);
  }

  /** Such as {@code macs 812, parameters 40}. */
  @Override
  public String toString() {
    return broken.entrySet().stream()
        .map(entry -> entry.getKey().label() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
