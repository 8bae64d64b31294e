package io.nasrec.search.strategy;

import io.nasrec.commons.RandomStreams;
import io.nasrec.data.RowSample;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Fidelity;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Regularized (ageing) evolution on scored networks ([S] 5.4.1; [N]; spec section 7): each
 * generation draws a tournament from the population without replacement.
 */
public final class RegularizedEvolution extends AgeingEvolution {

  private final ArchitectureSampler sampler;
  private final EvolutionSettings settings;
  private final long seed;

  /**
   * @param seed determines the tournaments
   */
  public RegularizedEvolution(SearchSpace space, EvolutionSettings settings, long seed) {
    super(space, settings, Fidelity.SCORED, Ask.Pool.NONE);
    this.sampler = new ArchitectureSampler(space);
    this.settings = settings;
    this.seed = seed;
  }

  @Override
  public long networks() {
    return evaluations();
  }

  @Override
  Ask.New initial() {
    return new Ask.New(
        0,
        Optional.empty(),
        settings.population(),
        Ask.Pool.NONE,
        Fidelity.SCORED,
        (random, attempt) -> sampler.sample(random));
  }

  @Override
  List<Candidate> tournament(int generation, List<Candidate> alive) {
    RandomGenerator random = RandomStreams.stream(seed, "tournament", generation);
    int[] drawn = RowSample.draw(alive.size(), settings.tournament(), random).rows();
    return Arrays.stream(drawn).mapToObj(alive::get).toList();
  }
}
