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

  /** The limited costs of a network. */
  Map<Cost, Double> costs(Architecture architecture) {
    Map<Cost, Double> limited = new EnumMap<>(Cost.class);
    most.keySet().forEach(cost -> limited.put(cost, costs.applyAsDouble(cost, architecture)));
    return limited;
  }

  /** The costs whose limit a network exceeds; none if it is feasible. */
  public Set<Cost> broken(Architecture architecture) {
    return broken(costs(architecture));
  }

  /** The same for a network of these costs. */
  Set<Cost> broken(Map<Cost, Double> limited) {
    Set<Cost> broken = EnumSet.noneOf(Cost.class);
    limited.forEach(
        (cost, value) -> {
          if (value > most.get(cost)) {
            broken.add(cost);
          }
        });
    return broken;
  }
}
