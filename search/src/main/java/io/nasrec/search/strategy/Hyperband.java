package io.nasrec.search.strategy;

import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Fidelity;
import io.nasrec.space.ArchitectureSampler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Hyperband [HB]: brackets of random networks, of which the best third goes on to trainings three
 * times as long. In {@code g-hb} ([G] alg. 5), each start is the best by proxy of a pool of random
 * networks. (The published code of the latter draws from BOHB's model and overwrites what it drew:
 * it is Hyperband, too.)
 *
 * <p>A network that diverges on its first rung is replaced; later it only does not go on.
 */
public final class Hyperband implements SearchStrategy {
  private final ArchitectureSampler sampler;
  private final Ask.Pool pool;
  private final List<Brackets.Rung> plan;
  private final Deque<Brackets.Rung> ahead;
  private List<Candidate> told = List.of();
  private int asked;

  /**
   * @param rungs lengths of training, each three times as long as the one before; at least 1
   * @param pool how the proxy assists
   */
  public Hyperband(StrategySettings settings, int rungs, Ask.Pool pool) {
    this(settings, Brackets.of(rungs, settings.evaluations()), pool);
  }

  private Hyperband(StrategySettings settings, List<Brackets.Rung> plan, Ask.Pool pool) {
    this.sampler = new ArchitectureSampler(settings.space());
    this.pool = pool;
    this.plan = plan;
    this.ahead = new ArrayDeque<>(plan);
  }

  /**
   * Successive halving [SH], again and again: its longest bracket alone. A bracket begins with
   * η^(rungs − 1) random networks; the best of η goes on to a training η times as long, until one
   * is trained to the end.
   *
   * @param rungs lengths of training, at least 1
   * @param eta at least 2
   * @param brackets how many, at least 1
   */
  public static Hyperband halving(StrategySettings settings, int rungs, int eta, long brackets) {
    return new Hyperband(settings, Brackets.halving(rungs, eta, brackets), Ask.Pool.NONE);
  }

  @Override
  public long evaluations() {
    return plan.stream().mapToLong(Brackets.Rung::count).sum();
  }

  @Override
  public long networks() {
    return pool.size()
        * plan.stream().filter(Brackets.Rung::first).mapToLong(Brackets.Rung::count).sum();
  }

  @Override
  public Optional<Ask> ask() {
    while (!ahead.isEmpty()) {
      Brackets.Rung rung = ahead.removeFirst();
      Fidelity fidelity = new Fidelity(rung.share());
      if (rung.first()) {
        return Optional.of(
            new Ask.New(
                asked++,
                Optional.empty(),
                rung.count(),
                pool,
                fidelity,
                (random, attempt) -> sampler.sample(random)));
      }
      List<Candidate> best =
          told.stream()
              .filter(Candidate::scored)
              .sorted(Candidate.BEST_FIRST)
              .limit(rung.count())
              .toList();
      if (!best.isEmpty()) {
        return Optional.of(new Ask.Further(asked++, best, fidelity));
      }
      told = List.of();
    }
    return Optional.empty();
  }

  @Override
  public void tell(List<Candidate> evaluated) {
    told = evaluated;
  }
}
