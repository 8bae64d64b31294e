package io.nasrec.space;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.LiveNetwork;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.space.published.PublishedNetworks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Fingerprints are equal exactly when networks compute the same function by construction. */
class CanonicalFormTest {
  private static final int ENCODINGS = 10_000;

  static Stream<SearchSpace> spaces() {
    return SearchSpace.all(SearchSpace.PUBLISHED_BLOCKS).stream();
  }

  /**
   * Every gene of a random block is changed in turn: what the change does to the fingerprint is
   * what it does to the function, as {@link Meanings} has it.
   */
  @ParameterizedTest
  @MethodSource("spaces")
  void aChangedGeneChangesTheFingerprintExactlyWhereItChangesTheFunction(SearchSpace space) {
    ArchitectureSampler sampler = new ArchitectureSampler(space);
    SplittableRandom random = new SplittableRandom(17);
    Map<Gene, Integer> inert = new EnumMap<>(Gene.class);
    Map<Gene, Integer> live = new EnumMap<>(Gene.class);
    for (int i = 0; i < ENCODINGS; i++) {
      Architecture one = sampler.sample(random);
      Meanings meanings = new Meanings();
      int meaning = meanings.of(one);
      for (Gene gene : Gene.values()) {
        int b = 1 + random.nextInt(space.blocks());
        List<Object> others = new ArrayList<>(gene.values(space, b));
        others.remove(gene.of(one.block(b)));
        if (!others.isEmpty()) {
          Object value = ArchitectureSampler.choose(others, random);
          Architecture other = one.with(b, gene.with(value, one.block(b)));
          boolean same = meanings.of(other) == meaning;
          assertThat(other.fingerprint().equals(one.fingerprint()))
              .as("%s of block %d of %s becomes %s", gene, b, one.blocks(), value)
              .isEqualTo(same);
          (same ? inert : live).merge(gene, 1, Integer::sum);
        }
      }
    }
    boolean full = space.sparseOperators().size() > 1;
    for (Gene gene : Gene.values()) {
      boolean absent = !full && gene == Gene.SPARSE_OPERATOR;
      boolean neverRead = !full && (gene == Gene.LEFT || gene == Gene.RIGHT);
      assertThat(inert.getOrDefault(gene, 0))
          .as("inert changes of %s", gene)
          .matches(count -> absent ? count == 0 : count > 200);
      assertThat(live.getOrDefault(gene, 0))
          .as("live changes of %s", gene)
          .matches(count -> (absent || neverRead) ? count == 0 : count > 200);
    }
  }

  /** Equal fingerprints: the same tensors, slices and operators are built, and only then. */
  @ParameterizedTest
  @MethodSource("spaces")
  void equalFingerprintsMeanEqualNetworksAsBuilt(SearchSpace space) {
    ArchitectureSampler sampler = new ArchitectureSampler(space);
    NetworkBuilder builder = new NetworkBuilder(space, new InputShape(13, 26, 16), true);
    SplittableRandom random = new SplittableRandom(19);
    int equal = 0;
    for (int i = 0; i < ENCODINGS; i++) {
      Architecture one = sampler.sample(random);
      Architecture other = changed(one, random);
      boolean same = one.fingerprint().equals(other.fingerprint());
      assertThat(LiveNetwork.of(builder.live(one)).equals(LiveNetwork.of(builder.live(other))))
          .as("%s and %s", one.blocks(), other.blocks())
          .isEqualTo(same);
      equal += same ? 1 : 0;
    }
    assertThat(equal).isBetween(ENCODINGS / 10, 9 * ENCODINGS / 10);
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void theOrderWithinSourceListsIsInert(SearchSpace space) {
    ArchitectureSampler sampler = new ArchitectureSampler(space);
    SplittableRandom random = new SplittableRandom(23);
    for (int i = 0; i < 1_000; i++) {
      Architecture one = sampler.sample(random);
      Random order = new Random(i);
      Architecture other =
          new Architecture(
              space, one.blocks().stream().map(block -> shuffled(block, order)).toList());
      assertThat(other).isEqualTo(one).hasSameHashCodeAs(one);
      assertThat(other.fingerprint()).isEqualTo(one.fingerprint());
    }
  }

  @Test
  void aSumIsSymmetricAndAGateIsNot() {
    assertThat(twoOperands(DenseOperator.SUM, 0, 1))
        .isEqualTo(twoOperands(DenseOperator.SUM, 1, 0));
    assertThat(twoOperands(DenseOperator.SUM, 0, 1))
        .isNotEqualTo(twoOperands(DenseOperator.SUM, 1, 1));
    assertThat(twoOperands(DenseOperator.SIGMOID_GATING, 0, 1))
        .isNotEqualTo(twoOperands(DenseOperator.SIGMOID_GATING, 1, 0));
  }

  /** Journals and file names hold fingerprints: they must be the same on every JVM. */
  @ParameterizedTest
  @CsvSource({
    "nasrec:criteo-small, 13145490569806e8",
    "nasrec:criteo-full, 8a054925538f9776",
    "nasrec:avazu-small, 2620fb602802a640",
    "nasrec:avazu-full, 43c6d49ae3378a1a",
    "nasrec:kdd12-small, 6193db809668bcf0",
    "nasrec:kdd12-full, bd8b742617cb2fb0"
  })
  void fingerprintsOfThePublishedNetworks(String name, String fingerprint) {
    assertThat(PublishedNetworks.named(name).orElseThrow().architecture().fingerprint())
        .isEqualTo(fingerprint);
  }

  private static Architecture twoOperands(DenseOperator operator, int left, int right) {
    Block first =
        Gene.block(
            DenseOperator.FC,
            SparseOperator.ATTENTION,
            64,
            16,
            false,
            false,
            List.of(0),
            List.of(0),
            0,
            0);
    Block second =
        Gene.block(
            operator,
            SparseOperator.ATTENTION,
            64,
            16,
            false,
            false,
            List.of(0),
            List.of(1),
            left,
            right);
    return new Architecture(SearchSpace.full(2), List.of(first, second));
  }

  /** One to three genes take any other value. */
  private static Architecture changed(Architecture one, RandomGenerator random) {
    Architecture other = one;
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      Gene gene = ArchitectureSampler.choose(List.of(Gene.values()), random);
      int b = 1 + random.nextInt(one.blocks().size());
      Object value = ArchitectureSampler.choose(gene.values(one.space(), b), random);
      other = other.with(b, gene.with(value, other.block(b)));
    }
    return other;
  }

  private static Block shuffled(Block block, Random order) {
    List<Integer> dense = new ArrayList<>(block.denseSources());
    List<Integer> sparse = new ArrayList<>(block.sparseSources());
    Collections.shuffle(dense, order);
    Collections.shuffle(sparse, order);
    return Gene.SPARSE_SOURCES.with(sparse, Gene.DENSE_SOURCES.with(dense, block));
  }
}
