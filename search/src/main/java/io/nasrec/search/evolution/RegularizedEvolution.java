package io.nasrec.search.evolution;

import io.nasrec.data.Progress;
import io.nasrec.data.RandomStreams;
import io.nasrec.data.RowSample;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Proposal;
import io.nasrec.search.scoring.Scorer;
import io.nasrec.space.Architecture;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.Mutation;
import io.nasrec.space.SearchSpace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Regularized (ageing) evolution ([S] 5.4.1; [N]; spec section 7).
 *
 * <p>Each generation draws a tournament from the population without replacement, mutates its best
 * member into children, appends these and drops as many of the oldest. No network is proposed
 * twice. A network that cannot be scored stays on record and is replaced by another draw.
 */
public final class RegularizedEvolution {
  /**
   * The maximum number of proposals scored at a time: a scorer reports and records a whole group at
   * once, and a large initial population should report progress and survive an interruption.
   */
  private static final int GROUP = 16;

  /** The number of draws for one slot before the search gives up. */
  private static final int MAX_DRAWS = 1_000;

  /**
   * The number of draws without a new network before a child is mutated once more: all neighbours
   * of a long-lived parent may have been seen although the space has plenty of other networks.
   */
  private static final int DRAWS_PER_MUTATION = 100;

  /**
   * How to search.
   *
   * @param population number of networks alive
   * @param generations generations after the initial population
   * @param tournament networks drawn per generation, at most {@code population}
   * @param children new networks per generation, at most {@code population}
   * @param mutations mutations per child
   */
  public record Settings(
      int population, int generations, int tournament, int children, Mutations mutations) {
    public Settings {
      if (population < 1 || generations < 0) {
        throw new IllegalArgumentException(
            "population must be at least 1 and generations at least 0");
      }
      if (tournament < 1 || tournament > population || children < 1 || children > population) {
        throw new IllegalArgumentException(
            "tournament and children must be from 1 to population = " + population);
      }
    }

    /** The number of networks that a search scores, failures not counted. */
    public long evaluations() {
      return population + (long) generations * children;
    }
  }

  private final SearchSpace space;
  private final Settings settings;
  private final long seed;

  public RegularizedEvolution(SearchSpace space, Settings settings, long seed) {
    this.space = space;
    this.settings = settings;
    this.seed = seed;
  }

  /** The number of networks that a search scores, failures not counted. */
  public long evaluations() {
    return settings.evaluations();
  }

  /**
   * Runs the search.
   *
   * @return all candidates in the order of their proposal, failures included
   * @throws ExhaustedSpaceException if the space has too few networks, or too few that have a score
   */
  public List<Candidate> run(Scorer scorer, Progress progress) {
    return new Run(scorer, progress).search();
  }

  /** The source of a slot's proposals; {@code attempt} counts those already seen. */
  private interface Draw {
    Architecture next(RandomGenerator random, int attempt);
  }

  /** The state of one search. */
  private final class Run {
    private final Scorer scorer;
    private final Progress progress;
    private final Mutation mutation = new Mutation(space);
    private final List<Candidate> all = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final ArrayDeque<Candidate> population = new ArrayDeque<>();
    private int scored;

    Run(Scorer scorer, Progress progress) {
      this.scorer = scorer;
      this.progress = progress;
    }

    List<Candidate> search() {
      ArchitectureSampler sampler = new ArchitectureSampler(space);
      fill(0, settings.population(), Optional.empty(), (random, attempt) -> sampler.sample(random));
      settle();
      for (int generation = 1; generation <= settings.generations(); generation++) {
        Candidate parent = tournament(generation);
        Architecture architecture = parent.proposal().architecture();
        int count = settings.mutations().of(generation, settings.generations());
        fill(
            generation,
            settings.children(),
            Optional.of(architecture.fingerprint()),
            (random, attempt) ->
                mutated(architecture, count + attempt / DRAWS_PER_MUTATION, random));
        for (int i = 0; i < settings.children(); i++) {
          population.removeFirst();
        }
      }
      return List.copyOf(all);
    }

    /** Gives the initial population its final scores. */
    private void settle() {
      List<Candidate> settled = scorer.settle(List.copyOf(all));
      all.clear();
      all.addAll(settled);
      population.clear();
      settled.stream().filter(Candidate::scored).forEach(population::addLast);
    }

    /** Proposes and scores until the given number of new candidates has a score. */
    private void fill(int generation, int count, Optional<String> parent, Draw draw) {
      int alive = 0;
      int place = 0;
      while (alive < count) {
        if (place > MAX_DRAWS + count) {
          throw new ExhaustedSpaceException(
              "generation "
                  + generation
                  + ": "
                  + (place - alive)
                  + " networks have no score; the journal has the causes");
        }
        List<Proposal> proposals = new ArrayList<>();
        for (int missing = Math.min(GROUP, count - alive); missing > 0; missing--) {
          Architecture unseen = unseen(generation, place++, draw);
          proposals.add(new Proposal(all.size() + proposals.size(), generation, parent, unseen));
        }
        for (Candidate candidate : scorer.score(proposals)) {
          all.add(candidate);
          if (candidate.scored()) {
            population.addLast(candidate);
            alive++;
            progress.update("search", ++scored, settings.evaluations(), "subnets");
          }
        }
      }
    }

    /** A network not proposed before, drawn from the random streams of one slot. */
    private Architecture unseen(int generation, int place, Draw draw) {
      for (int attempt = 0; attempt < MAX_DRAWS; attempt++) {
        Architecture drawn =
            draw.next(RandomStreams.stream(seed, "propose", generation, place, attempt), attempt);
        if (seen.add(drawn.fingerprint())) {
          return drawn;
        }
      }
      throw new ExhaustedSpaceException(
          "generation "
              + generation
              + ": no new network in "
              + MAX_DRAWS
              + " draws, after "
              + seen.size()
              + " networks; the space is too small for "
              + settings.evaluations()
              + " evaluations; lower search.population or search.generations");
    }

    private Candidate tournament(int generation) {
      RandomGenerator random = RandomStreams.stream(seed, "tournament", generation);
      List<Candidate> alive = List.copyOf(population);
      int[] drawn = RowSample.draw(alive.size(), settings.tournament(), random).rows();
      return Arrays.stream(drawn).mapToObj(alive::get).min(Candidate.BEST_FIRST).orElseThrow();
    }

    private Architecture mutated(Architecture parent, int count, RandomGenerator random) {
      Architecture child = parent;
      for (int i = 0; i < count; i++) {
        child = mutation.mutate(child, random);
      }
      return child;
    }
  }
}
