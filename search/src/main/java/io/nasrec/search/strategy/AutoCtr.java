package io.nasrec.search.strategy;

import io.nasrec.commons.RandomStreams;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Fidelity;
import io.nasrec.space.Architecture;
import io.nasrec.space.ArchitectureSampler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * AutoCTR's evolution on trained networks [A]: the parent is drawn among survivors by rank; a
 * {@linkplain NetworkRanker model} fitted to all networks trained so far ranks its mutants, and the
 * best are trained.
 */
public final class AutoCtr implements SearchStrategy {
  /** c, as published. */
  private static final int PRESSURE = 10;

  private final StrategySettings settings;
  private final EvolutionSettings evolution;
  private final ArchitectureSampler sampler;
  private final Mutants mutants;
  private final NetworkFeatures features;
  private final Survival survival;
  private final NetworkRanker ranker = new NetworkRanker();
  private final List<Candidate> trained = new ArrayList<>();
  private int generation;

  /**
   * @param evolution how to evolve; there are no tournaments
   */
  public AutoCtr(StrategySettings settings, EvolutionSettings evolution) {
    this.settings = settings;
    this.evolution = evolution;
    this.sampler = new ArchitectureSampler(settings.space());
    this.mutants = new Mutants(settings.space());
    this.features = new NetworkFeatures(settings.networks());
    this.survival = new Survival(evolution.population(), PRESSURE);
  }

  @Override
  public long evaluations() {
    return settings.evaluations();
  }

  @Override
  public long networks() {
    return settings.evaluations();
  }

  @Override
  public Optional<Ask> ask() {
    if (generation > evolution.generations()) {
      return Optional.empty();
    }
    return Optional.of(
        generation > 0
            ? offspring()
            : wish(
                Optional.empty(),
                evolution.population(),
                (random, attempt) -> sampler.sample(random)));
  }

  private Ask offspring() {
    int mutations = evolution.mutations().count(generation, evolution.generations());
    Architecture parent =
        survival
            .parent(
                survival.survivors(trained, this::macs),
                RandomStreams.stream(settings.seed(), "parent", generation))
            .proposal()
            .architecture();
    return wish(
        Optional.of(parent.fingerprint()),
        evolution.children(),
        new RankedMutants(mutants.draw(parent, mutations), features, ranker, known()));
  }

  private Ask wish(Optional<String> parent, int count, Ask.Draw draw) {
    return new Ask.New(generation, parent, count, Ask.Pool.NONE, Fidelity.TRAINED, draw);
  }

  private Set<Architecture> known() {
    Set<Architecture> known = new HashSet<>();
    trained.forEach(candidate -> known.add(candidate.proposal().architecture()));
    return known;
  }

  private long macs(Candidate candidate) {
    return settings.networks().live(candidate.proposal().architecture()).macs();
  }

  @Override
  public void tell(List<Candidate> evaluated) {
    for (Candidate candidate : evaluated) {
      trained.add(candidate);
      ranker.learn(features.vector(candidate.proposal().architecture()), candidate.score());
    }
    generation++;
  }
}
