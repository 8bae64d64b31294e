package io.nasrec.search.strategy;

import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Objective;
import io.nasrec.space.Architecture;
import io.nasrec.space.SearchSpace;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Another strategy whose first networks are given ones and their mutants, instead of random ones
 * (spec section 10): the given ones, then one mutant of each, then another one, mutated twice, and
 * so on; the rest is the strategy's. One that breaks a limit, or is known, is replaced by a mutant.
 */
public final class Seeded implements SearchStrategy {
  private final SearchStrategy strategy;
  private final List<Architecture> seeds;
  private final int count;
  private final Mutants mutants;
  private boolean started;

  /**
   * @param strategy draws all other networks
   * @param seeds at least one
   * @param count how many of the first networks are seeds or their mutants, at least 1
   */
  public Seeded(SearchStrategy strategy, SearchSpace space, List<Architecture> seeds, int count) {
    this.strategy = strategy;
    this.seeds = List.copyOf(seeds);
    this.count = count;
    this.mutants = new Mutants(space);
    if (seeds.isEmpty() || count < 1) {
      throw new IllegalArgumentException(
          "seeds and count must be at least 1, but were %s and %s".formatted(seeds.size(), count));
    }
  }

  @Override
  public SearchStrategy toward(Objective objective) {
    strategy.toward(objective);
    return this;
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
    Optional<Ask> wish = strategy.ask();
    if (started || wish.isEmpty() || !(wish.get() instanceof Ask.New first)) {
      return wish;
    }
    started = true;
    return Optional.of(
        new Ask.New(
            first.generation(),
            first.parent(),
            first.count(),
            first.pool(),
            first.fidelity(),
            new SeedDraw(first.draw())));
  }

  @Override
  public void tell(List<Candidate> evaluated) {
    strategy.tell(evaluated);
  }

  /** The first draws of one wish; a new place begins with each attempt 0. */
  private final class SeedDraw implements Ask.Draw {
    private final Ask.Draw others;
    private int places;

    SeedDraw(Ask.Draw others) {
      this.others = others;
    }

    @Override
    public Architecture next(RandomGenerator random, int attempt) {
      if (attempt == 0) {
        places++;
      }
      int place = places - 1;
      if (place >= count) {
        return others.next(random, attempt);
      }
      Architecture seed = seeds.get(place % seeds.size());
      int mutations = place / seeds.size() + (attempt == 0 ? 0 : 1);
      return mutations == 0 ? seed : mutants.draw(seed, mutations).next(random, attempt);
    }
  }
}
