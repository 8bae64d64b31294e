package io.nasrec.search.cost;

import io.nasrec.space.Architecture;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;

/**
 * The limits that a search's networks keep ([S] section 3: R(a) ≤ r; spec section 7). A network
 * that breaks one is not proposed.
 */
public final class Constraints {
  /** Every network is feasible. */
  public static final Constraints NONE = new Constraints(Map.of(), (cost, network) -> 0);

  private final Map<Cost, Double> most;
  private final ToDoubleBiFunction<Cost, Architecture> costs;

  /**
   * @param most the limit of each limited cost, included
   * @param costs the costs of a network
   */
  public Constraints(Map<Cost, Double> most, ToDoubleBiFunction<Cost, Architecture> costs) {
    this.most = most.isEmpty() ? Map.of() : new EnumMap<>(most);
    this.costs = costs;
  }

  /** The limit of each limited cost. */
  public Map<Cost, Double> most() {
    return Map.copyOf(most);
  }

  /** A cost of a network. */
  double cost(Cost cost, Architecture architecture) {
    return costs.applyAsDouble(cost, architecture);
  }

  /** The costs whose limit a network exceeds; none if it is feasible. */
  public Set<Cost> broken(Architecture architecture) {
    Set<Cost> broken = EnumSet.noneOf(Cost.class);
    most.forEach(
        (cost, limit) -> {
          if (cost(cost, architecture) > limit) {
            broken.add(cost);
          }
        });
    return broken;
  }
}
