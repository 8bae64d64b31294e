package io.nasrec.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SamplingTest {
  private static final SearchSpace SPACE = SearchSpace.small(7);

  @Test
  void theSpaceHasThePublishedNumberOfRawEncodings() {
    BigInteger encodings = BigInteger.ONE;
    for (int b = 1; b <= SPACE.blocks(); b++) {
      long sourceSets = 0;
      for (int mask = 1; mask < 1 << b; mask++) {
        sourceSets += Integer.bitCount(mask) <= SearchSpace.MAX_SOURCES ? 1 : 0;
      }
      long genes =
          (long) SPACE.denseNodes().size()
              * SPACE.sparseNodes().size()
              * SPACE.denseWidths().size()
              * SPACE.sparseWidths().size()
              * 4
              * sourceSets
              * sourceSets
              * b
              * b;
      encodings = encodings.multiply(BigInteger.valueOf(genes));
    }
    // Spec section 2: 4.92e39.
    assertThat(encodings.toString()).hasSize(40).startsWith("492");
  }

  @Test
  void samplesFollowTheStatedDistributions() {
    ArchitectureSampler sampler = new ArchitectureSampler(SPACE);
    SplittableRandom random = new SplittableRandom(7);
    int draws = 8_000;
    List<Architecture> sample = Stream.generate(() -> sampler.sample(random)).limit(draws).toList();

    for (int b = 1; b <= 7; b++) {
      int index = b;
      int trials = Math.min(b - 1, 3);
      double[] binomial =
          IntStream.rangeClosed(0, trials)
              .mapToDouble(k -> choose(trials, k) / Math.pow(2, trials))
              .toArray();
      assertFits(counts(sample, a -> a.block(index).denseSources().size() - 1), binomial, draws);
      assertFits(counts(sample, a -> a.block(index).sparseSources().size() - 1), binomial, draws);
      assertFits(
          counts(sample, a -> SPACE.denseWidths().indexOf(a.block(index).denseWidth())),
          uniform(8),
          draws);
      assertFits(
          counts(sample, a -> SPACE.sparseWidths().indexOf(a.block(index).sparseWidth())),
          uniform(4),
          draws);
      assertFits(
          counts(sample, a -> SPACE.denseOperators().indexOf(a.block(index).denseOperator())),
          uniform(2),
          draws);
      assertFits(counts(sample, a -> a.block(index).merger() ? 1 : 0), uniform(2), draws);
      assertFits(counts(sample, a -> a.block(index).fm() ? 1 : 0), uniform(2), draws);
      assertFits(counts(sample, a -> a.block(index).left()), uniform(b), draws);
    }
    // Which sources: given their number, every source is equally likely.
    assertFits(
        counts(
            sample.stream().filter(a -> a.block(7).denseSources().size() == 1).toList(),
            a -> a.block(7).denseSources().get(0)),
        uniform(7),
        (int) sample.stream().filter(a -> a.block(7).denseSources().size() == 1).count());
  }

  @Test
  void aMutationChangesOneGeneAndNeverYieldsTheParent() {
    ArchitectureSampler sampler = new ArchitectureSampler(SPACE);
    Mutation mutation = new Mutation(SPACE);
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 2_000; i++) {
      Architecture parent = sampler.sample(random);
      Architecture child = mutation.mutate(parent, random);
      assertThat(child.fingerprint()).isNotEqualTo(parent.fingerprint());
      long changed =
          IntStream.rangeClosed(1, 7)
              .mapToLong(b -> changedGenes(parent.block(b), child.block(b)))
              .sum();
      assertThat(changed).isEqualTo(1);
    }
  }

  @Test
  void theSameSeedGivesTheSameArchitecture() {
    ArchitectureSampler sampler = new ArchitectureSampler(SPACE);
    assertThat(sampler.sample(new SplittableRandom(3)).blocks())
        .isEqualTo(sampler.sample(new SplittableRandom(3)).blocks());
  }

  private static long changedGenes(Block a, Block b) {
    return Stream.<Function<Block, Object>>of(
            x -> List.of(x.denseOperator(), x.sparseOperator()),
            Block::denseWidth,
            Block::sparseWidth,
            Block::merger,
            Block::fm,
            Block::denseSources,
            Block::sparseSources,
            Block::left,
            Block::right)
        .filter(gene -> !gene.apply(a).equals(gene.apply(b)))
        .count();
  }

  private static Map<Integer, Long> counts(
      List<Architecture> sample, Function<Architecture, Integer> value) {
    return sample.stream().collect(Collectors.groupingBy(value, Collectors.counting()));
  }

  private static double[] uniform(int values) {
    return IntStream.range(0, values).mapToDouble(i -> 1.0 / values).toArray();
  }

  private static double choose(int n, int k) {
    return k == 0 ? 1 : choose(n - 1, k - 1) * n / k;
  }

  /**
   * Pearson's statistic below its mean plus five standard deviations (mean k−1, variance 2(k−1)).
   */
  private static void assertFits(Map<Integer, Long> counts, double[] expected, int draws) {
    assertThat(counts.keySet()).allMatch(value -> value >= 0 && value < expected.length);
    double statistic = 0;
    for (int i = 0; i < expected.length; i++) {
      double mean = expected[i] * draws;
      double difference = counts.getOrDefault(i, 0L) - mean;
      statistic += difference * difference / mean;
    }
    int freedom = expected.length - 1;
    assertThat(statistic).isLessThanOrEqualTo(freedom + 5 * Math.sqrt(2.0 * freedom));
  }
}
