package io.nasrec.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.commons.Progress;
import io.nasrec.search.Samples;
import io.nasrec.search.loop.SearchLoop;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Fidelity;
import io.nasrec.search.scoring.Proposal;
import io.nasrec.search.scoring.Scorer;
import io.nasrec.space.Architecture;
import io.nasrec.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HyperbandTest {
  private static final SearchSpace SPACE = SearchSpace.small(4);

  private final List<Architecture> released = new ArrayList<>();

  /** The paper's example, R = 81 and η = 3, worked out by hand with [G]'s number of starts. */
  @Test
  void bracketsOfFiveRungs() {
    List<Brackets.Rung> rungs = Brackets.of(5, 1_000).subList(0, 15);

    assertThat(rungs.stream().map(Brackets.Rung::count))
        .containsExactly(81, 27, 9, 3, 1, 54, 18, 6, 2, 18, 6, 2, 9, 3, 5);
    assertThat(rungs.stream().map(rung -> Math.round(81 * rung.share())))
        .containsExactly(1L, 3L, 9L, 27L, 81L, 3L, 9L, 27L, 81L, 9L, 27L, 81L, 27L, 81L, 81L);
  }

  /** Of η = 2 and three rungs: 4 networks for a quarter, 2 for a half, 1 to the end; twice. */
  @Test
  void bracketsOfHalving() {
    List<Brackets.Rung> rungs = Brackets.halving(3, 2, 2);

    assertThat(rungs.stream().map(Brackets.Rung::count)).containsExactly(4, 2, 1, 4, 2, 1);
    assertThat(rungs.stream().map(Brackets.Rung::share))
        .containsExactly(0.25, 0.5, 1.0, 0.25, 0.5, 1.0);
    assertThat(rungs.stream().map(Brackets.Rung::first))
        .containsExactly(true, false, false, true, false, false);
  }

  @Test
  void bracketsAreRepeatedUntilTheBudgetIsSpentAndTheLastOnesAreSmaller() {
    for (long budget = 1; budget < 60; budget++) {
      double spent = 0;
      double before = 0;
      boolean whole = false;
      for (Brackets.Rung rung : Brackets.of(3, budget)) {
        spent += rung.count() * (rung.share() - (rung.first() ? 0 : before));
        before = rung.share();
        assertThat(rung.count()).isPositive();
        whole |= rung.share() == 1;
      }
      assertThat(whole).isTrue();
      assertThat(spent).isGreaterThan(budget - 1.0).isLessThan(budget + 1e-9);
    }
  }

  @Test
  void theBestThirdGoesOnAndTheOthersAreDropped() {
    List<Candidate> all = run(Ask.Pool.NONE, proposal -> false);

    assertThat(all.subList(0, 13).stream().map(c -> c.proposal().fidelity().share()))
        .containsExactlyElementsOf(
            IntStream.range(0, 13).mapToObj(i -> i < 9 ? 1 / 9.0 : i < 12 ? 1 / 3.0 : 1).toList());
    assertThat(Samples.fingerprints(all.subList(9, 12)).toList())
        .isEqualTo(best(all.subList(0, 9), 3));
    assertThat(Samples.fingerprints(all.subList(12, 13)).toList())
        .isEqualTo(best(all.subList(9, 12), 1));
    assertThat(released.subList(0, 6).stream().map(Architecture::fingerprint))
        .doesNotContainAnyElementsOf(best(all.subList(0, 9), 3));
  }

  @Test
  void whatDivergesLaterDoesNotGoOn() {
    List<Candidate> all =
        run(Ask.Pool.NONE, proposal -> proposal.fidelity().share() > 0.2 && proposal.index() < 12);

    // All three of the second rung diverge: nothing of the first bracket reaches the third.
    assertThat(all.subList(9, 12)).noneMatch(Candidate::scored);
    assertThat(all.get(12).proposal().generation()).isEqualTo(2);
    assertThat(all.get(12).proposal().fidelity().share()).isEqualTo(1 / 3.0);
  }

  @Test
  void aGuidedStartIsTheBestOfItsPool() {
    List<Candidate> all = run(Ask.Pool.bestOf(4), proposal -> false);

    assertThat(all.subList(0, 36)).allMatch(c -> c.proposal().fidelity().equals(Fidelity.SCORED));
    for (int start = 0; start < 9; start++) {
      assertThat(all.get(36 + start).proposal().architecture().fingerprint())
          .isEqualTo(best(all.subList(4 * start, 4 * start + 4), 1).get(0));
    }
  }

  private static List<String> best(List<Candidate> candidates, int count) {
    return Samples.fingerprints(
            candidates.stream().sorted(Candidate.BEST_FIRST).limit(count).toList())
        .toList();
  }

  private List<Candidate> run(Ask.Pool pool, Predicate<Proposal> diverges) {
    Scorer scorer =
        new Scorer() {
          @Override
          public List<Candidate> score(List<Proposal> proposals) {
            return proposals.stream()
                .map(
                    p ->
                        diverges.test(p)
                            ? Samples.failed(p, "diverged")
                            : Samples.scored(p, value(p)))
                .toList();
          }

          @Override
          public void release(Architecture architecture) {
            released.add(architecture);
          }
        };
    StrategySettings settings = new StrategySettings(Samples.networks(SPACE), 20, 6);
    return new SearchLoop(new Hyperband(settings, 3, pool), 6, 2).run(scorer, Progress.NONE);
  }

  private static double value(Proposal proposal) {
    return (proposal.architecture().fingerprint() + proposal.fidelity()).hashCode();
  }
}
