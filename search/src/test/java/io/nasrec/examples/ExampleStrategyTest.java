package io.nasrec.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.commons.Progress;
import io.nasrec.search.Samples;
import io.nasrec.search.TinySupernet;
import io.nasrec.search.loop.SearchLoop;
import io.nasrec.search.measurement.Scope;
import io.nasrec.search.proxy.FisherInformation;
import io.nasrec.search.proxy.SiGeo;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Fidelity;
import io.nasrec.search.scoring.ParallelScorer;
import io.nasrec.search.scoring.Scorer;
import io.nasrec.search.strategy.Ask;
import io.nasrec.search.strategy.SearchStrategy;
import io.nasrec.space.Architecture;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.Mutation;
import io.nasrec.space.SearchSpace;
import io.nasrec.supernet.engine.Workers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A strategy of one's own, in a search: copy this class and replace the rule. To give it a name in
 * experiment files, see docs/extending.md.
 */
class ExampleStrategyTest {

  /** Climbs: some random networks, then always a neighbour of the best so far. */
  static final class HillClimbing implements SearchStrategy {
    private static final int STARTS = 4;

    /** After so many neighbours that were seen before, it jumps. */
    private static final int PATIENCE = 100;

    private final ArchitectureSampler sampler;
    private final Mutation mutation;
    private final int budget;
    private Optional<Candidate> best = Optional.empty();
    private int told;

    HillClimbing(SearchSpace space, int budget) {
      this.sampler = new ArchitectureSampler(space);
      this.mutation = new Mutation(space);
      this.budget = budget;
    }

    @Override
    public long evaluations() {
      return budget;
    }

    @Override
    public long networks() {
      return budget;
    }

    @Override
    public Optional<Ask> ask() {
      if (told == budget) {
        return Optional.empty();
      }
      if (best.isEmpty()) {
        int starts = Math.min(STARTS, budget);
        return Optional.of(
            wish(Optional.empty(), starts, (random, attempt) -> sampler.sample(random)));
      }
      Architecture parent = best.get().proposal().architecture();
      return Optional.of(
          wish(
              Optional.of(parent.fingerprint()),
              1,
              (random, attempt) ->
                  attempt < PATIENCE ? mutation.mutate(parent, random) : sampler.sample(random)));
    }

    /** Scored, without a pool; the number of networks told so far numbers the wishes. */
    private Ask wish(Optional<String> parent, int count, Ask.Draw draw) {
      return new Ask.New(told, parent, count, Ask.Pool.NONE, Fidelity.SCORED, draw);
    }

    @Override
    public void tell(List<Candidate> evaluated) {
      told += evaluated.size();
      for (Candidate candidate : evaluated) {
        if (best.isEmpty() || candidate.score() > best.get().score()) {
          best = Optional.of(candidate);
        }
      }
    }
  }

  @Test
  void aSearchByThisStrategy() {
    try (TinySupernet supernet = new TinySupernet();
        Workers workers = new Workers(2)) {
      Scorer scorer =
          new ParallelScorer(
              SiGeo.warmed(Scope.DENSE, FisherInformation.BATCH),
              supernet.networks(),
              supernet.weights().parameters(),
              supernet.data(),
              workers);
      SearchStrategy strategy = new HillClimbing(supernet.networks().space(), 20);

      List<Candidate> all = new SearchLoop(strategy, 3, 1).run(scorer, Progress.NONE);

      List<Candidate> scored = all.stream().filter(Candidate::scored).toList();
      assertThat(scored).hasSize(20);
      assertThat(Samples.fingerprints(all)).doesNotHaveDuplicates();
      for (Candidate child : scored.subList(4, 20)) {
        Candidate best =
            scored.stream()
                .filter(c -> c.proposal().index() < child.proposal().generation())
                .min(Candidate.BEST_FIRST)
                .orElseThrow();
        assertThat(child.proposal().parent())
            .contains(best.proposal().architecture().fingerprint());
      }
    }
  }
}
