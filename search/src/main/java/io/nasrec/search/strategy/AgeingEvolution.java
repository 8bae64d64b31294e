package io.nasrec.search.strategy;

import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Fidelity;
import io.nasrec.search.scoring.Objective;
import io.nasrec.space.Architecture;
import io.nasrec.space.SearchSpace;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * What the forms of ageing evolution share: a population, of which the best of a tournament is
 * mutated into children; these are appended, and as many of the oldest dropped.
 */
abstract class AgeingEvolution implements SearchStrategy {
  private final EvolutionSettings settings;
  private final Fidelity fidelity;
  private final Ask.Pool children;
  private final Mutants mutants;
  private final ArrayDeque<Candidate> population = new ArrayDeque<>();
  private Objective objective = Objective.QUALITY;
  private int generation;

  /**
   * @param children how the proxy assists in the choice of children
   */
  AgeingEvolution(
      SearchSpace space, EvolutionSettings settings, Fidelity fidelity, Ask.Pool children) {
    this.settings = settings;
    this.fidelity = fidelity;
    this.children = children;
    this.mutants = new Mutants(space);
  }

  /** The initial population. */
  abstract Ask.New initial();

  /** The members that compete in a generation. */
  abstract List<Candidate> tournament(int generation, List<Candidate> alive);

  /**
   * The members that compete are ranked among all members by NSGA-II, if there are two objectives.
   */
  @Override
  public final SearchStrategy toward(Objective wanted) {
    objective = wanted;
    return this;
  }

  @Override
  public final long evaluations() {
    return settings.evaluations();
  }

  @Override
  public final Optional<Ask> ask() {
    if (generation == 0) {
      return Optional.of(initial());
    }
    return generation > settings.generations() ? Optional.empty() : Optional.of(offspring());
  }

  private Ask offspring() {
    List<Candidate> alive = List.copyOf(population);
    Architecture parent =
        objective.best(alive, tournament(generation, alive)).proposal().architecture();
    int mutations = settings.mutations().count(generation, settings.generations());
    return new Ask.New(
        generation,
        Optional.of(parent.fingerprint()),
        settings.children(),
        children,
        fidelity,
        mutants.draw(parent, mutations));
  }

  @Override
  public final void tell(List<Candidate> evaluated) {
    population.addAll(evaluated);
    while (population.size() > settings.population()) {
      population.removeFirst();
    }
    generation++;
  }
}
