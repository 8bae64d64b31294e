package io.nasrec.space;

import static io.nasrec.space.ChiSquare.assertFits;
import static io.nasrec.space.ChiSquare.likelihood;
import static io.nasrec.space.ChiSquare.uniform;
import static io.nasrec.space.ChiSquare.weighted;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sampling as a distribution (spec section 4). */
class ArchitectureSamplerTest {
  private static final int DRAWS = 10_000;

  static Stream<SearchSpace> spaces() {
    return SearchSpace.all(SearchSpace.PUBLISHED_BLOCKS).stream();
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void everyGeneOfEveryBlockFollowsItsDistribution(SearchSpace space) {
    List<Architecture> sample = sample(space, 9);
    for (int b = 1; b <= space.blocks(); b++) {
      for (Gene gene : Gene.values()) {
        assertFits(gene + " of block " + b, drawn(sample, b, gene::of), marginal(space, b, gene));
      }
    }
  }

  /** 1 + Binomial(min(b−1, 3), ½): 1 to 4 sources with 1 3 3 1 eighths from block 4 on. */
  @ParameterizedTest
  @MethodSource("spaces")
  void theNumberOfSourcesIsBinomial(SearchSpace space) {
    List<Architecture> sample = sample(space, 8);
    List<List<Double>> eighths =
        List.of(
            List.of(8.0), List.of(4.0, 4.0), List.of(2.0, 4.0, 2.0), List.of(1.0, 3.0, 3.0, 1.0));
    for (int b = 1; b <= space.blocks(); b++) {
      List<Double> weights = eighths.get(Math.min(b, 4) - 1);
      Map<Integer, Double> expected =
          weighted(
              IntStream.rangeClosed(1, weights.size()).boxed().toList(), k -> weights.get(k - 1));
      List<Integer> dense = drawn(sample, b, block -> block.denseSources().size());
      assertFits("dense sources of block " + b, dense, expected);
      assertFits(
          "sparse sources of block " + b,
          drawn(sample, b, block -> block.sparseSources().size()),
          expected);
    }
    List<Integer> last = drawn(sample, 7, block -> block.denseSources().size());
    assertThat(likelihood(last, uniform(List.of(1, 2, 3, 4))))
        .as("the test would notice sizes that are uniform")
        .isLessThan(1e-9);
  }

  /** Pairs of genes of the last block: the product of their distributions. */
  @ParameterizedTest
  @MethodSource("spaces")
  void genesAreIndependent(SearchSpace space) {
    List<Architecture> sample = sample(space, 9);
    int b = space.blocks();
    assertIndependent(space, sample, b, Gene.MERGER, Gene.FM);
    assertIndependent(space, sample, b, Gene.LEFT, Gene.RIGHT);
    assertIndependent(space, sample, b, Gene.DENSE_OPERATOR, Gene.SPARSE_OPERATOR);
    assertIndependent(space, sample, b, Gene.DENSE_WIDTH, Gene.SPARSE_WIDTH);
    assertIndependent(space, sample, 3, Gene.DENSE_SOURCES, Gene.SPARSE_SOURCES);
    List<List<Object>> neighbours =
        sample.stream()
            .map(a -> List.of(Gene.DENSE_WIDTH.of(a.block(1)), Gene.DENSE_WIDTH.of(a.block(2))))
            .toList();
    assertFits(
        "dense widths of two blocks",
        neighbours,
        product(marginal(space, 1, Gene.DENSE_WIDTH), marginal(space, 2, Gene.DENSE_WIDTH)));
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void theSameSeedGivesTheSameArchitecture(SearchSpace space) {
    ArchitectureSampler sampler = new ArchitectureSampler(space);
    assertThat(sampler.sample(new SplittableRandom(3)).blocks())
        .isEqualTo(sampler.sample(new SplittableRandom(3)).blocks());
  }

  private static void assertIndependent(
      SearchSpace space, List<Architecture> sample, int b, Gene one, Gene other) {
    assertFits(
        one + " and " + other,
        drawn(sample, b, block -> List.of(one.of(block), other.of(block))),
        product(marginal(space, b, one), marginal(space, b, other)));
  }

  private static Map<Object, Double> marginal(SearchSpace space, int b, Gene gene) {
    List<Object> values = gene.values(space, b);
    boolean sources = gene == Gene.DENSE_SOURCES || gene == Gene.SPARSE_SOURCES;
    if (!sources) {
      return uniform(values);
    }
    // Of k sources, every set is equally likely: P(k) / C(b, k).
    int trials = Math.min(b - 1, 3);
    return weighted(
        values,
        set -> choose(trials, ((List<?>) set).size() - 1) / choose(b, ((List<?>) set).size()));
  }

  private static double choose(int n, int k) {
    return k == 0 ? 1 : choose(n - 1, k - 1) * n / k;
  }

  private static Map<List<Object>, Double> product(
      Map<Object, Double> one, Map<Object, Double> other) {
    List<List<Object>> pairs =
        one.keySet().stream()
            .flatMap(a -> other.keySet().stream().map(b -> List.of(a, b)))
            .toList();
    return weighted(pairs, pair -> one.get(pair.get(0)) * other.get(pair.get(1)));
  }

  private static <T> List<T> drawn(List<Architecture> sample, int b, Function<Block, T> value) {
    return sample.stream().map(architecture -> value.apply(architecture.block(b))).toList();
  }

  private static List<Architecture> sample(SearchSpace space, int seed) {
    ArchitectureSampler sampler = new ArchitectureSampler(space);
    SplittableRandom random = new SplittableRandom(seed);
    return Stream.generate(() -> sampler.sample(random)).limit(DRAWS).toList();
  }
}
