package io.nasrec.search.strategy;

import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Fidelity;
import io.nasrec.space.ArchitectureSampler;
import java.util.List;
import java.util.Optional;

/**
 * Distinct random networks, in three forms: {@code random} scores them, {@code rs} trains them ([S]
 * Table 3's random search), and {@code g-rs} trains the best by proxy of each pool of random
 * networks ([G] alg. 3).
 */
public final class RandomSearch implements SearchStrategy {
  private final ArchitectureSampler sampler;
  private final long count;
  private final Ask.Pool pool;
  private final Fidelity fidelity;
  private boolean done;

  /**
   * @param pool how the proxy assists
   */
  public RandomSearch(StrategySettings settings, Ask.Pool pool, Fidelity fidelity) {
    this.sampler = new ArchitectureSampler(settings.space());
    this.count = settings.evaluations();
    this.pool = pool;
    this.fidelity = fidelity;
  }

  @Override
  public long evaluations() {
    return count;
  }

  @Override
  public long networks() {
    return count * pool.size();
  }

  @Override
  public Optional<Ask> ask() {
    return done
        ? Optional.empty()
        : Optional.of(
            new Ask.New(
                0,
                Optional.empty(),
                Math.toIntExact(count),
                pool,
                fidelity,
                (random, attempt) -> sampler.sample(random)));
  }

  @Override
  public void tell(List<Candidate> evaluated) {
    done = true;
  }
}
