package io.nasrec.experiments.benchmark;

import io.nasrec.search.scoring.Fidelity;
import io.nasrec.search.strategy.Ask;
import io.nasrec.search.strategy.EvolutionSettings;
import io.nasrec.search.strategy.Hyperband;
import io.nasrec.search.strategy.Mutations;
import io.nasrec.search.strategy.RandomSearch;
import io.nasrec.search.strategy.Rea;
import io.nasrec.search.strategy.SearchStrategy;
import io.nasrec.search.strategy.StrategySettings;
import io.nasrec.space.Architecture;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A strategy that can pick from a table.
 *
 * @param name as the user wrote it
 * @param kind which strategy
 * @param rungs lengths of training, for those that halve
 * @param proxy the ranking that assists, for those that one assists
 */
public record SimulatedStrategy(String name, Kind kind, int rungs, Optional<Ranking> proxy) {
  /**
   * Published population and tournament of rea and g-rea, and pool of all guided strategies [G].
   */
  private static final int POPULATION = 10;

  private static final int TOURNAMENT = 3;
  private static final int POOL = 10;
  private static final int ETA = 2;

  /** What a strategy is. */
  public enum Kind {
    /** Random networks, trained. */
    RS(false, false),
    /** The best by proxy of each ten random networks, trained. */
    G_RS(false, true),
    /** Ageing evolution on trained networks. */
    REA(false, false),
    /** The same, a child being the best by proxy of ten mutants. */
    G_REA(false, true),
    /** Brackets of random networks, of which the best third goes on. */
    HYPERBAND(true, false),
    /** The same, each start being the best by proxy of ten. */
    G_HB(true, true),
    /** Brackets of random networks, of which the better half goes on. */
    HALVING(true, false),
    /** The order of a ranking. */
    PROXY_FIRST(false, true);

    private final boolean halves;
    private final boolean assisted;

    Kind(boolean halves, boolean assisted) {
      this.halves = halves;
      this.assisted = assisted;
    }

    /** Whether a number of rungs may follow its name. */
    public boolean halves() {
      return halves;
    }

    /** Whether a ranking must follow its name. */
    public boolean assisted() {
      return assisted;
    }

    /** Its name on the command line. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A fresh strategy that draws from the table.
   *
   * @param settings budget and seed
   * @param table the networks, in the order of the ranking's scores
   */
  SearchStrategy start(StrategySettings settings, List<Architecture> table) {
    if (kind == Kind.PROXY_FIRST) {
      return new InOrder(order(table), settings.evaluations());
    }
    return new TableSearch(strategy(settings), table, scores(table));
  }

  private SearchStrategy strategy(StrategySettings settings) {
    Ask.Pool pool = kind.assisted() ? Ask.Pool.bestOf(POOL) : Ask.Pool.NONE;
    return switch (kind) {
      case RS, G_RS -> new RandomSearch(settings, pool, Fidelity.TRAINED);
      case REA -> Rea.plain(settings, evolution(settings));
      case G_REA -> Rea.guided(settings, evolution(settings), POOL);
      case HYPERBAND, G_HB -> new Hyperband(settings, rungs, pool);
      case HALVING -> Hyperband.halving(settings, rungs, ETA, settings.evaluations());
      case PROXY_FIRST -> throw new IllegalStateException("it has its own order");
    };
  }

  private static EvolutionSettings evolution(StrategySettings settings) {
    int budget = Math.toIntExact(settings.evaluations());
    int population = Math.min(POPULATION, budget);
    return new EvolutionSettings(
        population,
        budget - population,
        Math.min(TOURNAMENT, population),
        1,
        new Mutations.Constant(1));
  }

  /** Best score first, of equals the earlier; networks without a score last. */
  private List<Architecture> order(List<Architecture> table) {
    double[] scores = proxy.orElseThrow().values();
    return IntStream.range(0, table.size())
        .boxed()
        .sorted(
            Comparator.comparingDouble(
                i -> Double.isNaN(scores[i]) ? Double.POSITIVE_INFINITY : -scores[i]))
        .map(table::get)
        .toList();
  }

  /** Proxy scores by fingerprint; empty without a proxy. */
  private Map<String, Double> scores(List<Architecture> table) {
    return proxy
        .map(
            ranking ->
                IntStream.range(0, table.size())
                    .boxed()
                    .collect(
                        Collectors.toMap(i -> table.get(i).fingerprint(), ranking.scores()::get)))
        .orElse(Map.of());
  }
}
