package io.nasrec.search.strategy;

import io.nasrec.commons.RandomStreams;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Fidelity;
import io.nasrec.space.ArchitectureSampler;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Regularized evolution on trained networks [RE], as [G] alg. 2 has it: tournaments are drawn with
 * replacement. In {@code g-rea}, a child is the best by proxy of a pool of mutants; in {@code
 * a-rea} ([NW], "AREA"), the initial population is the best by proxy of a larger random sample.
 */
public final class Rea extends AgeingEvolution {
  private final StrategySettings settings;
  private final EvolutionSettings evolution;
  private final Ask.Pool initial;
  private final Ask.Pool children;
  private final ArchitectureSampler sampler;

  private Rea(
      StrategySettings settings, EvolutionSettings evolution, Ask.Pool initial, Ask.Pool children) {
    super(settings.space(), evolution, Fidelity.TRAINED, children);
    this.settings = settings;
    this.evolution = evolution;
    this.initial = initial;
    this.children = children;
    this.sampler = new ArchitectureSampler(settings.space());
  }

  /** Without a proxy. */
  public static Rea plain(StrategySettings settings, EvolutionSettings evolution) {
    return new Rea(settings, evolution, Ask.Pool.NONE, Ask.Pool.NONE);
  }

  /**
   * The proxy chooses among mutants.
   *
   * @param pool mutants of which one is trained
   */
  public static Rea guided(StrategySettings settings, EvolutionSettings evolution, int pool) {
    return new Rea(settings, evolution, Ask.Pool.NONE, Ask.Pool.bestOf(pool));
  }

  /**
   * The proxy chooses the initial population.
   *
   * @param pool how many times as many networks it chooses among
   */
  public static Rea assisted(StrategySettings settings, EvolutionSettings evolution, int pool) {
    int population = evolution.population();
    int sample = Math.multiplyExact(population, pool);
    return new Rea(settings, evolution, new Ask.Pool(sample, population), Ask.Pool.NONE);
  }

  @Override
  public long networks() {
    long first = (long) evolution.population() / initial.chosen() * initial.size();
    return first + (evolution.evaluations() - evolution.population()) * children.size();
  }

  @Override
  Ask.New initial() {
    return new Ask.New(
        0,
        Optional.empty(),
        evolution.population(),
        initial,
        Fidelity.TRAINED,
        (random, attempt) -> sampler.sample(random));
  }

  @Override
  List<Candidate> tournament(int generation, List<Candidate> alive) {
    RandomGenerator random = RandomStreams.stream(settings.seed(), "tournament", generation);
    return random.ints(evolution.tournament(), 0, alive.size()).mapToObj(alive::get).toList();
  }
}
