package io.nasrec.experiments.benchmark;

import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.strategy.Ask;
import io.nasrec.search.strategy.SearchStrategy;
import io.nasrec.space.Architecture;
import io.nasrec.space.Block;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A strategy whose networks are those of a table. Where it would sample a network, it gets one of
 * the table's, all that are left being equally likely; where it would mutate one, it gets the one
 * that has most genes in common with the mutant, of equals any. Either way, each is trained at most
 * once. Of a pool, only the best by proxy is taken; the others stay in the table, which would be
 * used up soon without that, unlike a space.
 *
 * <p>In a table of random networks the nearest one is usually far away, so that little is left of
 * what a mutation means: evolution is close to random search here.
 */
final class TableSearch implements SearchStrategy {
  private final SearchStrategy strategy;
  private final List<Architecture> left;
  private final Map<String, Double> proxy;

  /** No network of the table is left. */
  static final class ExhaustedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * @param strategy a fresh one
   * @param table different networks
   * @param proxy scores by fingerprint, NaN for a network without one; empty if none is asked
   */
  TableSearch(SearchStrategy strategy, List<Architecture> table, Map<String, Double> proxy) {
    this.strategy = strategy;
    this.left = new ArrayList<>(table);
    this.proxy = Map.copyOf(proxy);
  }

  @Override
  public long evaluations() {
    return strategy.evaluations();
  }

  @Override
  public long networks() {
    return strategy.networks();
  }

  @Override
  public Optional<Ask> ask() {
    return strategy.ask().map(this::fromTable);
  }

  private Ask fromTable(Ask ask) {
    if (!(ask instanceof Ask.New wish)) {
      return ask;
    }
    return new Ask.New(
        wish.generation(),
        wish.parent(),
        wish.count(),
        Ask.Pool.NONE,
        wish.fidelity(),
        (random, attempt) -> taken(wish, random, attempt));
  }

  /** The network, or the best by proxy of a pool; it is not drawn again. */
  private Architecture taken(Ask.New wish, RandomGenerator random, int attempt) {
    if (left.isEmpty()) {
      throw new ExhaustedException();
    }
    List<Architecture> rest = new ArrayList<>(left);
    List<Architecture> pool = new ArrayList<>();
    while (pool.size() < wish.pool().size() && !rest.isEmpty()) {
      Architecture one =
          wish.parent().isPresent()
              ? nearest(wish.draw().next(random, attempt), rest, random)
              : rest.get(random.nextInt(rest.size()));
      rest.remove(one);
      pool.add(one);
    }
    Architecture best =
        pool.size() == 1
            ? pool.get(0)
            : pool.stream().max(Comparator.comparingDouble(this::score)).orElseThrow();
    left.remove(best);
    return best;
  }

  private double score(Architecture network) {
    double score = proxy.get(network.fingerprint());
    return Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score;
  }

  private static Architecture nearest(
      Architecture wanted, List<Architecture> among, RandomGenerator random) {
    List<Architecture> nearest = new ArrayList<>();
    int least = Integer.MAX_VALUE;
    for (Architecture one : among) {
      int distance = distance(wanted, one);
      if (distance < least) {
        least = distance;
        nearest.clear();
      }
      if (distance == least) {
        nearest.add(one);
      }
    }
    return nearest.get(random.nextInt(nearest.size()));
  }

  /** The number of genes that differ, inert ones included. */
  static int distance(Architecture one, Architecture other) {
    int distance = 0;
    for (int i = 0; i < one.blocks().size(); i++) {
      List<Object> genes = genes(one.blocks().get(i));
      List<Object> others = genes(other.blocks().get(i));
      for (int g = 0; g < genes.size(); g++) {
        distance += genes.get(g).equals(others.get(g)) ? 0 : 1;
      }
    }
    return distance;
  }

  private static List<Object> genes(Block block) {
    return List.of(
        block.denseOperator(),
        block.sparseOperator(),
        block.denseWidth(),
        block.sparseWidth(),
        block.merger(),
        block.fm(),
        block.denseSources().stream().sorted().toList(),
        block.sparseSources().stream().sorted().toList(),
        block.left(),
        block.right());
  }

  @Override
  public void tell(List<Candidate> evaluated) {
    strategy.tell(evaluated);
  }
}
