package io.nasrec.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.commons.Progress;
import io.nasrec.search.Samples;
import io.nasrec.search.loop.SearchLoop;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Fidelity;
import io.nasrec.search.scoring.Proposal;
import io.nasrec.search.scoring.Scorer;
import io.nasrec.space.SearchSpace;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What the strategies propose that train their networks; the contract test has what all keep. */
class TrainedStrategiesTest {
  private static final SearchSpace SPACE = SearchSpace.small(4);

  @Test
  void inGuidedEvolutionTheBestMutantByProxyIsTrained() {
    List<Candidate> all =
        run(
            (settings, evolution) -> Rea.guided(settings, evolution, 7),
            6,
            5,
            3,
            TrainedStrategiesTest::byFingerprint);

    assertThat(all).hasSize(6 + 5 * (7 + 1));
    assertThat(all.subList(0, 6)).allMatch(c -> c.proposal().fidelity().equals(Fidelity.TRAINED));
    for (int cycle = 0; cycle < 5; cycle++) {
      List<Candidate> pool = all.subList(6 + 8 * cycle, 6 + 8 * cycle + 7);
      Candidate child = all.get(6 + 8 * cycle + 7);
      assertThat(pool).allMatch(c -> c.proposal().fidelity().equals(Fidelity.SCORED));
      assertThat(child.proposal().architecture())
          .isEqualTo(
              pool.stream().min(Candidate.BEST_FIRST).orElseThrow().proposal().architecture());
      assertThat(pool).allMatch(c -> c.proposal().parent().equals(child.proposal().parent()));
    }
  }

  @Test
  void theAssistedPopulationIsTheBestOfALargerSample() {
    List<Candidate> all =
        run(
            (settings, evolution) -> Rea.assisted(settings, evolution, 7),
            4,
            3,
            2,
            TrainedStrategiesTest::byFingerprint);

    List<Candidate> sample = all.subList(0, 28);
    assertThat(sample).allMatch(c -> c.proposal().fidelity().equals(Fidelity.SCORED));
    assertThat(Samples.fingerprints(all.subList(28, 32)))
        .isEqualTo(
            Samples.fingerprints(sample.stream().sorted(Candidate.BEST_FIRST).limit(4).toList())
                .toList());
    assertThat(all.subList(32, all.size()))
        .hasSize(3)
        .allMatch(c -> c.proposal().fidelity().equals(Fidelity.TRAINED));
  }

  /**
   * A tournament of two with replacement among four: the best wins if it is in it, 1 − (3/4)², the
   * worst only if it is drawn twice. Standard error of a share over 800 cycles: at most 0.018.
   */
  @Test
  void tournamentsAreDrawnWithReplacement() {
    int cycles = 800;
    List<Candidate> all = run(Rea::plain, 4, cycles, 2, TrainedStrategiesTest::byFingerprint);

    double[] shares = new double[4];
    ArrayDeque<Candidate> alive = new ArrayDeque<>(all.subList(0, 4));
    for (Candidate child : all.subList(4, all.size())) {
      List<String> best =
          Samples.fingerprints(alive.stream().sorted(Candidate.BEST_FIRST).toList()).toList();
      shares[best.indexOf(child.proposal().parent().orElseThrow())] += 1.0 / cycles;
      alive.addLast(child);
      alive.removeFirst();
    }
    assertThat(shares)
        .containsExactly(new double[] {7 / 16.0, 5 / 16.0, 3 / 16.0, 1 / 16.0}, within(0.06));
  }

  @Test
  void reinforceFindsWhatPays() {
    List<Candidate> all =
        run(
            (settings, evolution) -> new Reinforce(settings, Ask.Pool.NONE),
            300,
            0,
            1,
            c -> merged(c));

    // Of random networks, 2 of 4: the standard error over 50 of them is 0.14.
    assertThat(average(all.subList(250, 300))).isGreaterThan(3);
    assertThat(all).allMatch(c -> c.proposal().parent().isEmpty());
  }

  @Test
  void guidedReinforceTrainsTheBestMutantOfWhatItSampled() {
    List<Candidate> all =
        run(
            (settings, evolution) -> new Reinforce(settings, Ask.Pool.bestOf(7)),
            200,
            0,
            1,
            c -> merged(c));

    for (int i = 0; i < all.size(); i += 8) {
      Optional<String> parent = all.get(i).proposal().parent();
      assertThat(parent).isPresent();
      assertThat(all.subList(i, i + 8)).allMatch(c -> c.proposal().parent().equals(parent));
    }
    List<Candidate> trained = all.stream().filter(c -> !isScored(c.proposal())).toList();
    assertThat(trained).hasSize(200);
    assertThat(average(trained.subList(150, 200))).isGreaterThan(average(trained.subList(0, 50)));
  }

  /** Blocks whose merger is on: on average 2 of 4 among random networks. */
  private static double merged(Proposal proposal) {
    return proposal.architecture().blocks().stream().filter(block -> block.merger()).count();
  }

  private static double average(List<Candidate> candidates) {
    return candidates.stream().mapToDouble(Candidate::score).average().orElseThrow();
  }

  private static boolean isScored(Proposal proposal) {
    return proposal.fidelity().equals(Fidelity.SCORED);
  }

  private static List<Candidate> run(
      BiFunction<StrategySettings, EvolutionSettings, SearchStrategy> strategy,
      int population,
      int generations,
      int tournament,
      ToDoubleFunction<Proposal> quality) {
    EvolutionSettings evolution =
        new EvolutionSettings(population, generations, tournament, 1, new Mutations.Constant(1));
    Scorer scorer =
        proposals ->
            proposals.stream().map(p -> Samples.scored(p, quality.applyAsDouble(p))).toList();
    StrategySettings settings =
        new StrategySettings(Samples.networks(SPACE), evolution.evaluations(), 3);
    return new SearchLoop(strategy.apply(settings, evolution), 3, 2).run(scorer, Progress.NONE);
  }

  private static double byFingerprint(Proposal proposal) {
    return Long.parseUnsignedLong(proposal.architecture().fingerprint(), 16) / 1e12;
  }
}
