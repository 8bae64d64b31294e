package io.nasrec.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.commons.Progress;
import io.nasrec.search.Samples;
import io.nasrec.search.loop.SearchLoop;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Fidelity;
import io.nasrec.space.Architecture;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.Block;
import io.nasrec.space.SearchSpace;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeededTest {
  private static final SearchSpace SPACE = SearchSpace.small(4);

  private final List<Architecture> seeds =
      new SplittableRandom(8)
          .splits(3)
          .map(random -> new ArchitectureSampler(SPACE).sample(random))
          .toList();

  @Test
  void seedsThenMutantsThenTheStrategysOwn() {
    List<Candidate> plain = run(random(20));
    List<Candidate> seeded = run(new Seeded(random(20), SPACE, seeds, 8));

    assertThat(seeded).hasSize(20);
    assertThat(architectures(seeded.subList(0, 3))).isEqualTo(seeds);
    for (int place = 3; place < 8; place++) {
      Architecture mutant = seeded.get(place).proposal().architecture();
      // One mutation changes one block; the second round of mutants is mutated twice.
      assertThat(changedBlocks(mutant, seeds.get(place % 3))).isBetween(1L, place / 3L);
    }
    assertThat(architectures(seeded.subList(8, 20))).isEqualTo(architectures(plain.subList(8, 20)));
  }

  @Test
  void aSeedGivenTwiceIsReplacedByAMutant() {
    List<Architecture> twice = List.of(seeds.get(0), seeds.get(0));
    List<Candidate> seeded = run(new Seeded(random(5), SPACE, twice, 2));

    assertThat(seeded.get(0).proposal().architecture()).isEqualTo(seeds.get(0));
    assertThat(changedBlocks(seeded.get(1).proposal().architecture(), seeds.get(0))).isEqualTo(1L);
  }

  @Test
  void evolutionGoesOnFromThem() {
    EvolutionSettings evolution = new EvolutionSettings(6, 4, 6, 1, new Mutations.Constant(1));
    List<Candidate> all =
        run(new Seeded(new RegularizedEvolution(SPACE, evolution, 3), SPACE, seeds, 6));

    assertThat(architectures(all.subList(0, 3))).isEqualTo(seeds);
    assertThat(all.get(6).proposal().parent()).isPresent();
    assertThat(Samples.fingerprints(all.subList(0, 6)))
        .contains(all.get(6).proposal().parent().orElseThrow());
  }

  @Test
  void nothingToStartWithIsRefused() {
    assertThatThrownBy(() -> new Seeded(random(2), SPACE, List.of(), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static long changedBlocks(Architecture mutant, Architecture seed) {
    List<Block> before = seed.blocks();
    return IntStream.range(0, before.size())
        .filter(i -> !before.get(i).equals(mutant.blocks().get(i)))
        .count();
  }

  private static List<Architecture> architectures(List<Candidate> candidates) {
    return candidates.stream().map(candidate -> candidate.proposal().architecture()).toList();
  }

  private static SearchStrategy random(long count) {
    return new RandomSearch(
        new StrategySettings(Samples.networks(SPACE), count, 3), Ask.Pool.NONE, Fidelity.SCORED);
  }

  private static List<Candidate> run(SearchStrategy strategy) {
    return new SearchLoop(strategy, 3, 2)
        .run(
            proposals ->
                proposals.stream().map(p -> Samples.scored(p, (double) p.index())).toList(),
            Progress.NONE);
  }
}
