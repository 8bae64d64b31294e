package io.nasrec.search.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.commons.Progress;
import io.nasrec.search.Samples;
import io.nasrec.search.cost.Constraints;
import io.nasrec.search.cost.Cost;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Fidelity;
import io.nasrec.search.scoring.Proposal;
import io.nasrec.search.scoring.Scorer;
import io.nasrec.search.strategy.Ask;
import io.nasrec.search.strategy.SearchStrategy;
import io.nasrec.space.Architecture;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.SearchSpace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Wishes that no strategy of experiment files puts together just so. */
class SearchLoopTest {
  private static final SearchSpace SPACE = SearchSpace.small(4);
  private static final Fidelity HALF = new Fidelity(0.5);
  private static final Fidelity WHOLE = new Fidelity(1);

  private final ArchitectureSampler sampler = new ArchitectureSampler(SPACE);
  private final List<Architecture> released = new ArrayList<>();

  private interface Step {
    Ask after(List<Candidate> told);
  }

  /** Asks in the order of its script; each wish may depend on what was told last. */
  private static final class Scripted implements SearchStrategy {
    private final ArrayDeque<Step> script = new ArrayDeque<>();
    private final List<List<Candidate>> told = new ArrayList<>();

    Scripted(Step... script) {
      this.script.addAll(List.of(script));
    }

    @Override
    public long evaluations() {
      return 10;
    }

    @Override
    public long networks() {
      return 10;
    }

    @Override
    public Optional<Ask> ask() {
      return Optional.ofNullable(script.poll())
          .map(next -> next.after(told.isEmpty() ? List.of() : told.get(told.size() - 1)));
    }

    @Override
    public void tell(List<Candidate> evaluated) {
      told.add(evaluated);
    }
  }

  @Test
  void ofAPoolTheBestByProxyIsTrainedAndTheNextBestInItsPlace() {
    Scripted strategy = new Scripted(none -> fresh(0, 1, new Ask.Pool(5, 1), WHOLE));
    List<Candidate> all = run(strategy, p -> p.fidelity().equals(WHOLE) && p.index() < 7);

    assertThat(all).hasSize(8);
    List<Candidate> pool = all.subList(0, 5);
    assertThat(pool).allMatch(c -> c.proposal().fidelity().equals(Fidelity.SCORED));
    List<String> ranked =
        Samples.fingerprints(pool.stream().sorted(Candidate.BEST_FIRST).toList()).toList();
    // Numbers 5 and 6 diverge.
    assertThat(Samples.fingerprints(all.subList(5, 8))).isEqualTo(ranked.subList(0, 3));
    assertThat(strategy.told).containsExactly(List.of(all.get(7)));
  }

  @Test
  void aPoolThatIsUsedUpIsFollowedByAnother() {
    Scripted strategy = new Scripted(none -> fresh(0, 1, new Ask.Pool(2, 1), WHOLE));
    List<Candidate> all = run(strategy, p -> p.fidelity().equals(WHOLE) && p.index() < 4);

    assertThat(all.stream().map(c -> c.proposal().fidelity().share()))
        .containsExactly(0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0);
  }

  @Test
  void severalOfAPoolAreItsBest() {
    Scripted strategy = new Scripted(none -> fresh(0, 4, new Ask.Pool(9, 4), WHOLE));
    List<Candidate> all = run(strategy, p -> false);

    assertThat(Samples.fingerprints(all.subList(9, 13)))
        .isEqualTo(
            Samples.fingerprints(
                    all.subList(0, 9).stream().sorted(Candidate.BEST_FIRST).limit(4).toList())
                .toList());
  }

  @Test
  void poolsOfTheirOwnHaveOneWinnerEach() {
    Scripted strategy = new Scripted(none -> fresh(0, 3, new Ask.Pool(4, 1), WHOLE));
    List<Candidate> all = run(strategy, p -> false);

    assertThat(all).hasSize(15);
    for (int i = 0; i < 3; i++) {
      Candidate best =
          all.subList(4 * i, 4 * i + 4).stream().min(Candidate.BEST_FIRST).orElseThrow();
      assertThat(all.get(12 + i).proposal().architecture())
          .isEqualTo(best.proposal().architecture());
    }
  }

  @Test
  void whatIsTrainedFurtherKeepsItsParentAndFailuresAreToldAndNotReplaced() {
    Scripted strategy =
        new Scripted(
            none -> fresh(0, 4, Ask.Pool.NONE, HALF),
            told -> new Ask.Further(1, List.of(told.get(3), told.get(1)), WHOLE));
    List<Candidate> all = run(strategy, p -> p.index() == 4);

    assertThat(strategy.told.get(1)).isEqualTo(all.subList(4, 6));
    assertThat(Samples.fingerprints(all.subList(4, 6)))
        .containsExactly(
            all.get(3).proposal().architecture().fingerprint(),
            all.get(1).proposal().architecture().fingerprint());
    assertThat(all.get(4).scored()).isFalse();
    assertThat(all.get(5).proposal().parent()).contains("made from");
    assertThat(released)
        .as("dropped before the others are trained further")
        .startsWith(all.get(0).proposal().architecture(), all.get(2).proposal().architecture());
  }

  @Test
  void aSpaceWithoutFeasibleNetworksEndsTheSearch() {
    Scripted strategy = new Scripted(none -> fresh(0, 1, Ask.Pool.NONE, Fidelity.SCORED));
    SearchLoop loop =
        new SearchLoop(
            strategy, 5, 1, new Constraints(Map.of(Cost.MACS, 0.0), (cost, network) -> 1));

    assertThatThrownBy(() -> loop.run(proposals -> List.of(), Progress.NONE))
        .isInstanceOf(ExhaustedSpaceException.class)
        .hasMessage(
            "generation 0: no new network in 100000 draws, 100000 of them infeasible, after 0"
                + " networks; the space is too small for 10 evaluations; lower search.population"
                + " or search.generations, or raise the limits of constraints");
    assertThat(loop.rejected().draws()).isEqualTo(100_000);
  }

  @Test
  void oneWayOfEvaluationHasOneResult() {
    Scripted strategy =
        new Scripted(
            none -> fresh(0, 2, Ask.Pool.NONE, HALF), told -> new Ask.Further(1, told, HALF));

    assertThatThrownBy(() -> run(strategy, p -> false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("network [0-9a-f]{16} was evaluated as Fidelity\\[share=0.5] before");
  }

  private Ask fresh(int generation, int count, Ask.Pool pool, Fidelity fidelity) {
    return new Ask.New(
        generation,
        Optional.of("made from"),
        count,
        pool,
        fidelity,
        (random, attempt) -> sampler.sample(random));
  }

  private List<Candidate> run(SearchStrategy strategy, Predicate<Proposal> fails) {
    Scorer scorer =
        new Scorer() {
          @Override
          public List<Candidate> score(List<Proposal> proposals) {
            return proposals.stream()
                .map(
                    p ->
                        fails.test(p) ? Samples.failed(p, "diverged") : Samples.scored(p, value(p)))
                .toList();
          }

          @Override
          public void release(Architecture architecture) {
            released.add(architecture);
          }
        };
    return new SearchLoop(strategy, 5, 2).run(scorer, Progress.NONE);
  }

  private static double value(Proposal proposal) {
    return Long.parseUnsignedLong(proposal.architecture().fingerprint(), 16) / 1e12;
  }
}
