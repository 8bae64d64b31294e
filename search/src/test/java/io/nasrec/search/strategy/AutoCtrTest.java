package io.nasrec.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.commons.Progress;
import io.nasrec.commons.RandomStreams;
import io.nasrec.search.Samples;
import io.nasrec.search.loop.SearchLoop;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Fidelity;
import io.nasrec.search.scoring.Scorer;
import io.nasrec.space.Architecture;
import io.nasrec.space.Block;
import io.nasrec.space.SearchSpace;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AutoCtrTest {
  private static final SearchSpace SPACE = SearchSpace.small(5);

  /** Mergers decide; of random networks, two and a half of five are on. */
  @Test
  void findsWhatPaysSoonerThanChance() {
    List<Candidate> all = run(AutoCtr::new, 20, 40);

    assertThat(all).hasSize(60).allMatch(c -> c.proposal().fidelity().equals(Fidelity.TRAINED));
    assertThat(all.subList(0, 20)).allMatch(c -> c.proposal().parent().isEmpty());
    assertThat(average(all.subList(40, 60)))
        .isGreaterThan(average(run(AutoCtrTest::random, 20, 40).subList(40, 60)) + 1);
  }

  @Test
  void parentsAreAmongTheSurvivors() {
    List<Candidate> all = run(AutoCtr::new, 5, 30);

    for (int i = 5; i < all.size(); i++) {
      List<Candidate> survivors =
          new Survival(5, 10).survivors(all.subList(0, i), AutoCtrTest::macs);
      assertThat(Samples.fingerprints(survivors))
          .contains(all.get(i).proposal().parent().orElseThrow());
    }
  }

  @Test
  void mutantsAreDrawnInTheRankersOrder() {
    NetworkFeatures features = new NetworkFeatures(Samples.networks(SPACE));
    NetworkRanker ranker = new NetworkRanker();
    List<Architecture> known = Samples.architectures(SPACE, 40);
    known.forEach(network -> ranker.learn(features.vector(network), merged(network)));
    Architecture parent = known.get(0);
    Set<Architecture> seen = new HashSet<>(known);
    RankedMutants draw =
        new RankedMutants(new Mutants(SPACE).draw(parent, 1), features, ranker, seen);

    List<Architecture> drawn =
        IntStream.range(0, 150)
            .mapToObj(i -> draw.next(RandomStreams.stream(1, "draw", i), 0))
            .toList();

    assertThat(drawn).doesNotHaveDuplicates().doesNotContainAnyElementsOf(known);
    List<float[]> hundred = drawn.subList(0, 100).stream().map(features::vector).toList();
    assertThat(ranker.order(hundred)).isEqualTo(IntStream.range(0, 100).boxed().toList());
    assertThat(drawn.subList(0, 100)).allMatch(mutant -> changed(parent, mutant) == 1);
  }

  private static long changed(Architecture parent, Architecture mutant) {
    return IntStream.range(0, SPACE.blocks())
        .filter(b -> !parent.blocks().get(b).equals(mutant.blocks().get(b)))
        .count();
  }

  private static long macs(Candidate candidate) {
    return Samples.networks(SPACE).live(candidate.proposal().architecture()).macs();
  }

  private static double average(List<Candidate> candidates) {
    return candidates.stream().mapToDouble(Candidate::score).average().orElseThrow();
  }

  private static double merged(Architecture architecture) {
    return architecture.blocks().stream().filter(Block::merger).count();
  }

  private static SearchStrategy random(StrategySettings settings, EvolutionSettings evolution) {
    return new RandomSearch(settings, Ask.Pool.NONE, Fidelity.TRAINED);
  }

  private static List<Candidate> run(
      BiFunction<StrategySettings, EvolutionSettings, SearchStrategy> strategy,
      int population,
      int generations) {
    EvolutionSettings evolution =
        new EvolutionSettings(population, generations, population, 1, new Mutations.Constant(1));
    Scorer scorer =
        proposals ->
            proposals.stream().map(p -> Samples.scored(p, merged(p.architecture()))).toList();
    StrategySettings settings =
        new StrategySettings(Samples.networks(SPACE), evolution.evaluations(), 4);
    return new SearchLoop(strategy.apply(settings, evolution), 4, 1).run(scorer, Progress.NONE);
  }
}
