package io.nasrec.space;

import static io.nasrec.space.ChiSquare.assertFits;
import static io.nasrec.space.ChiSquare.weighted;
import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.space.published.PublishedNetworks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mutation as a distribution (spec section 7), given that the network changes. */
class MutationTest {

  /** A block's gene takes a value; the two operators are one gene, their value a pair. */
  private record Change(int block, Gene gene, Object value) {}

  static Stream<SearchSpace> spaces() {
    return SearchSpace.all(SearchSpace.PUBLISHED_BLOCKS).stream();
  }

  static Stream<SearchSpace> shortSpaces() {
    return SearchSpace.all(3).stream();
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void oneGeneOfOneBlockChangesAndTheNetworkWithIt(SearchSpace space) {
    ArchitectureSampler sampler = new ArchitectureSampler(space);
    Mutation mutation = new Mutation(space);
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 5_000; i++) {
      Architecture parent = sampler.sample(random);
      Architecture child = mutation.mutate(parent, random);
      assertThat(changes(parent, child)).hasSize(1);
      assertThat(child.fingerprint()).isNotEqualTo(parent.fingerprint());
    }
  }

  /** All changes of parents of three blocks, value by value. */
  @ParameterizedTest
  @MethodSource("shortSpaces")
  void everyChangeHasItsProbability(SearchSpace space) {
    SplittableRandom random = new SplittableRandom(12);
    ArchitectureSampler sampler = new ArchitectureSampler(space);
    for (int i = 0; i < 4; i++) {
      Architecture parent = sampler.sample(random);
      assertFits(
          "changes of " + parent.blocks(), mutations(parent, 8_000, random), expected(parent));
    }
  }

  /**
   * Seven blocks have too many changes to count each; which block, gene and sources they concern.
   */
  @ParameterizedTest
  @ValueSource(strings = {"nasrec:kdd12-small", "nasrec:kdd12-full", "nasrec:criteo-full"})
  void blocksGenesAndSourcesHaveTheirProbabilities(String name) {
    Architecture parent = PublishedNetworks.named(name).orElseThrow().architecture();
    List<Change> drawn = mutations(parent, 12_000, new SplittableRandom(13));
    Map<Change, Double> expected = expected(parent);

    assertMarginal("blocks", Change::block, drawn, expected);
    assertMarginal("genes", Change::gene, drawn, expected);
    assertMarginal("genes of blocks", c -> List.of(c.block(), c.gene()), drawn, expected);
    assertMarginal(
        "numbers of sources",
        c -> c.value() instanceof List<?> l && c.gene() != Gene.DENSE_OPERATOR ? l.size() : 0,
        drawn,
        expected);
    for (int source = 0; source < 7; source++) {
      int one = source;
      assertMarginal(
          "source " + one,
          c -> c.value() instanceof List<?> l && l.contains(one) ? c.gene() : "no",
          drawn,
          expected);
    }
  }

  /**
   * What spec section 7 says, change by change: a uniform block, macro or micro alike, a uniform
   * gene of that kind, a uniform value; sources of a uniform number and then a uniform set. Draws
   * that leave the function as it is are drawn again, so that the others share their probability.
   */
  private static Map<Change, Double> expected(Architecture parent) {
    SearchSpace space = parent.space();
    Meanings meanings = new Meanings();
    int meaning = meanings.of(parent);
    Map<Change, Double> weights = new HashMap<>();
    for (int b = 1; b <= space.blocks(); b++) {
      for (Map.Entry<Change, Double> change : proposals(space, b).entrySet()) {
        if (meanings.of(applied(change.getKey(), parent)) != meaning) {
          weights.put(change.getKey(), change.getValue());
        }
      }
    }
    return weighted(List.copyOf(weights.keySet()), weights::get);
  }

  private static Map<Change, Double> proposals(SearchSpace space, int b) {
    Map<Change, Double> proposals = new HashMap<>();
    for (Gene gene : Gene.values()) {
      List<Object> values = values(space, b, gene);
      double ofGene =
          switch (gene) {
            case DENSE_SOURCES, SPARSE_SOURCES, LEFT, RIGHT -> 1.0 / 2 / 4;
            case DENSE_OPERATOR, DENSE_WIDTH, SPARSE_WIDTH, MERGER, FM -> 1.0 / 2 / 5;
            case SPARSE_OPERATOR -> 0;
          };
      boolean sources = gene == Gene.DENSE_SOURCES || gene == Gene.SPARSE_SOURCES;
      for (Object value : values) {
        long alike = values.stream().filter(v -> !sources || size(v) == size(value)).count();
        double ofSize = sources ? 1.0 / Math.min(4, b) : 1;
        if (ofGene > 0) {
          proposals.put(new Change(b, gene, value), ofGene * ofSize / alike);
        }
      }
    }
    return proposals;
  }

  private static int size(Object sources) {
    return ((List<?>) sources).size();
  }

  private static List<Object> values(SearchSpace space, int b, Gene gene) {
    if (gene != Gene.DENSE_OPERATOR) {
      return gene.values(space, b);
    }
    return space.denseOperators().stream()
        .flatMap(dense -> space.sparseOperators().stream().<Object>map(s -> List.of(dense, s)))
        .toList();
  }

  private static Architecture applied(Change change, Architecture parent) {
    Block block = parent.block(change.block());
    if (change.gene() != Gene.DENSE_OPERATOR) {
      return parent.with(change.block(), change.gene().with(change.value(), block));
    }
    List<?> operators = (List<?>) change.value();
    Block dense = Gene.DENSE_OPERATOR.with(operators.get(0), block);
    return parent.with(change.block(), Gene.SPARSE_OPERATOR.with(operators.get(1), dense));
  }

  private static List<Change> changes(Architecture parent, Architecture child) {
    List<Change> changes = new ArrayList<>();
    for (int b = 1; b <= parent.space().blocks(); b++) {
      for (Gene gene : Gene.values()) {
        if (gene != Gene.SPARSE_OPERATOR) {
          Object before = value(parent.block(b), gene);
          Object after = value(child.block(b), gene);
          if (!before.equals(after)) {
            changes.add(new Change(b, gene, after));
          }
        }
      }
    }
    return changes;
  }

  private static Object value(Block block, Gene gene) {
    return gene == Gene.DENSE_OPERATOR
        ? List.of(block.denseOperator(), block.sparseOperator())
        : gene.of(block);
  }

  private static List<Change> mutations(Architecture parent, int count, SplittableRandom random) {
    Mutation mutation = new Mutation(parent.space());
    return Stream.generate(() -> changes(parent, mutation.mutate(parent, random)).get(0))
        .limit(count)
        .toList();
  }

  private static <T> void assertMarginal(
      String what, Function<Change, T> of, List<Change> drawn, Map<Change, Double> expected) {
    Map<T, Double> marginal = new HashMap<>();
    expected.forEach((change, p) -> marginal.merge(of.apply(change), p, Double::sum));
    assertFits(what, drawn.stream().map(of).toList(), marginal);
  }
}
