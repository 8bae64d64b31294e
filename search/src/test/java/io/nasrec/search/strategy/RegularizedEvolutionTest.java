package io.nasrec.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.commons.Progress;
import io.nasrec.search.Samples;
import io.nasrec.search.loop.ExhaustedSpaceException;
import io.nasrec.search.loop.SearchLoop;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Proposal;
import io.nasrec.search.scoring.Scorer;
import io.nasrec.space.SearchSpace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegularizedEvolutionTest {
  private static final SearchSpace SPACE = SearchSpace.small(4);

  @Test
  void populationPlusGenerationsTimesChildrenAreScored() {
    EvolutionSettings settings = settings(10, 6, 4, 3, 1);
    List<Candidate> all = run(settings, 1, scoring(RegularizedEvolutionTest::byFingerprint));

    assertThat(settings.evaluations()).isEqualTo(10 + 6 * 3);
    assertThat(all).hasSize(28).allMatch(Candidate::scored);
    for (int i = 0; i < all.size(); i++) {
      Proposal proposal = all.get(i).proposal();
      assertThat(proposal.index()).isEqualTo(i);
      assertThat(proposal.generation()).isEqualTo(i < 10 ? 0 : 1 + (i - 10) / 3);
      assertThat(proposal.parent().isPresent()).isEqualTo(i >= 10);
    }
    assertThat(Samples.fingerprints(all)).doesNotHaveDuplicates();
  }

  @Test
  void thePapersNumbersScore2048() {
    assertThat(settings(128, 240, 64, 8, 1).evaluations()).isEqualTo(2048);
  }

  @Test
  void theOldestDieHoweverGoodTheyAre() {
    // Of the first four, number 3 is the youngest and unbeatable: it lives for four generations.
    EvolutionSettings settings = settings(4, 7, 4, 1, 1);
    List<Candidate> all = run(settings, 2, scoring(p -> p.index() == 3 ? 1e9 : byFingerprint(p)));

    String brilliant = all.get(3).proposal().architecture().fingerprint();
    List<Boolean> parents =
        all.stream()
            .skip(4)
            .map(c -> c.proposal().parent().equals(Optional.of(brilliant)))
            .toList();
    assertThat(parents).containsExactly(true, true, true, true, false, false, false);
  }

  @Test
  void parentsAreTheBestOfASampleWithoutReplacement() {
    EvolutionSettings settings = settings(4, 1200, 2, 1, 1);
    List<Candidate> all = run(settings, 3, scoring(RegularizedEvolutionTest::byFingerprint));

    double[] ranks = new double[4];
    ArrayDeque<Candidate> alive = new ArrayDeque<>(all.subList(0, 4));
    for (Candidate child : all.subList(4, all.size())) {
      List<String> best =
          Samples.fingerprints(alive.stream().sorted(Candidate.BEST_FIRST).toList()).toList();
      int rank = best.indexOf(child.proposal().parent().orElseThrow());
      assertThat(rank).as("the parent is alive").isNotNegative();
      ranks[rank] += 1.0 / settings.generations();
      alive.addLast(child);
      alive.removeFirst();
    }

    // Two of four: the best of all is in half of the samples, the worst is never the better one.
    // The standard error of a share is at most 0.5 / sqrt(1200) = 0.0144.
    assertThat(ranks[0]).isCloseTo(3.0 / 6, within(0.05));
    assertThat(ranks[1]).isCloseTo(2.0 / 6, within(0.05));
    assertThat(ranks[2]).isCloseTo(1.0 / 6, within(0.05));
    assertThat(ranks[3]).isZero();
  }

  @Test
  void childrenAreOneMutationAwayFromTheirParent() {
    List<Candidate> all =
        run(settings(6, 30, 3, 2, 1), 4, scoring(RegularizedEvolutionTest::byFingerprint));
    for (Candidate child : all.subList(6, all.size())) {
      Candidate parent =
          all.stream()
              .filter(
                  c ->
                      child
                          .proposal()
                          .parent()
                          .equals(Optional.of(c.proposal().architecture().fingerprint())))
              .findAny()
              .orElseThrow();
      int differing = 0;
      for (int b = 1; b <= SPACE.blocks(); b++) {
        boolean same =
            child
                .proposal()
                .architecture()
                .block(b)
                .equals(parent.proposal().architecture().block(b));
        differing += same ? 0 : 1;
      }
      assertThat(differing).isEqualTo(1);
    }
  }

  @Test
  void whatFailsIsOnRecordIsReplacedAndIsNobodysParent() {
    EvolutionSettings settings = settings(8, 10, 4, 2, 1);
    Scorer scorer =
        proposals ->
            proposals.stream()
                .map(
                    p ->
                        p.index() % 3 == 1
                            ? Samples.failed(p, "out of luck")
                            : Samples.scored(p, byFingerprint(p)))
                .toList();

    List<Candidate> all = run(settings, 5, scorer);

    List<Candidate> failed = all.stream().filter(c -> !c.scored()).toList();
    assertThat(all.size() - failed.size()).isEqualTo(settings.evaluations());
    assertThat(failed).isNotEmpty().allMatch(c -> c.proposal().index() % 3 == 1);
    assertThat(all.stream().map(c -> c.proposal().index()).toList())
        .isEqualTo(IntStream.range(0, all.size()).boxed().toList());
    Set<String> parents = new HashSet<>();
    all.forEach(c -> c.proposal().parent().ifPresent(parents::add));
    assertThat(Samples.fingerprints(failed)).doesNotContainAnyElementsOf(parents);
    assertThat(Samples.fingerprints(all)).doesNotHaveDuplicates();
  }

  @Test
  void aScorerThatAlwaysFailsEndsTheSearch() {
    Scorer hopeless =
        proposals -> proposals.stream().map(p -> Samples.failed(p, "no engine")).toList();

    assertThatThrownBy(() -> run(settings(4, 1, 2, 1, 1), 6, hopeless))
        .isInstanceOf(ExhaustedSpaceException.class)
        .hasMessageMatching(
            "generation 0: 100\\d networks have no score; the journal has the causes");
  }

  @Test
  void aSpaceWithTooFewNetworksIsNamedAsSuch() {
    // One block of one width: 2 dense operators, merger, FM: 8 networks.
    SearchSpace tiny = SearchSpace.small(1).withWidths(List.of(16), List.of(16));
    Scorer scorer = scoring(RegularizedEvolutionTest::byFingerprint);

    assertThat(
            new SearchLoop(new RegularizedEvolution(tiny, settings(8, 0, 1, 1, 1), 7), 7, 1)
                .run(scorer, Progress.NONE))
        .hasSize(8);
    assertThatThrownBy(
            () ->
                new SearchLoop(new RegularizedEvolution(tiny, settings(8, 1, 1, 1, 1), 7), 7, 1)
                    .run(scorer, Progress.NONE))
        .isInstanceOf(ExhaustedSpaceException.class)
        .hasMessage(
            "generation 1: no new network in 1000 draws, after 8 networks; the space is too small"
                + " for 9 evaluations; lower search.population or search.generations");
  }

  @Test
  void whereAllNeighboursOfAParentWereSeenChildrenAreMutatedFurther() {
    // Eight networks, each with three neighbours: the fourth child of one parent is none of them.
    SearchSpace tiny = SearchSpace.small(1).withWidths(List.of(16), List.of(16));
    Scorer scorer = scoring(RegularizedEvolutionTest::byFingerprint);
    for (int seed = 0; seed < 20; seed++) {
      List<Candidate> all =
          new SearchLoop(new RegularizedEvolution(tiny, settings(4, 1, 4, 4, 1), seed), seed, 1)
              .run(scorer, Progress.NONE);

      assertThat(Samples.fingerprints(all)).hasSize(8).doesNotHaveDuplicates();
      assertThat(all.stream().skip(4).map(c -> c.proposal().parent()).distinct()).hasSize(1);
    }
  }

  @Test
  void theSeedDecidesEverything() {
    EvolutionSettings settings = settings(8, 8, 3, 2, 2);
    Scorer scorer = scoring(RegularizedEvolutionTest::byFingerprint);

    List<String> first = Samples.fingerprints(run(settings, 8, scorer)).toList();

    assertThat(Samples.fingerprints(run(settings, 8, scorer)).toList()).isEqualTo(first);
    assertThat(Samples.fingerprints(run(settings, 9, scorer)).toList())
        .doesNotContainAnyElementsOf(first);
  }

  @Test
  void progressCountsWhatIsScored() {
    List<Long> done = new ArrayList<>();
    new SearchLoop(new RegularizedEvolution(SPACE, settings(4, 2, 2, 1, 1), 10), 10, 1)
        .run(
            scoring(RegularizedEvolutionTest::byFingerprint),
            (stage, now, total, unit) -> {
              assertThat(stage + total + unit).isEqualTo("search6subnets");
              done.add(now);
            });

    assertThat(done).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> settings(4, 1, 5, 1, 1))
        .hasMessage("tournament and children must be from 1 to population = 4");
    assertThatThrownBy(() -> settings(4, 1, 2, 5, 1))
        .hasMessage("tournament and children must be from 1 to population = 4");
    assertThatThrownBy(() -> settings(0, 1, 1, 1, 1))
        .hasMessage("population must be at least 1 and generations at least 0");
  }

  private static EvolutionSettings settings(
      int population, int generations, int tournament, int children, int mutations) {
    return new EvolutionSettings(
        population, generations, tournament, children, new Mutations.Constant(mutations));
  }

  private static List<Candidate> run(EvolutionSettings settings, long seed, Scorer scorer) {
    return new SearchLoop(new RegularizedEvolution(SPACE, settings, seed), seed, 1)
        .run(scorer, Progress.NONE);
  }

  private static Scorer scoring(ToDoubleFunction<Proposal> score) {
    return proposals ->
        proposals.stream().map(p -> Samples.scored(p, score.applyAsDouble(p))).toList();
  }

  /** As good as random, and the same for the same network. */
  private static double byFingerprint(Proposal proposal) {
    return Long.parseUnsignedLong(proposal.architecture().fingerprint(), 16) / 1e12;
  }
}
