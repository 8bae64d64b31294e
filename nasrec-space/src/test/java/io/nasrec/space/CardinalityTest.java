package io.nasrec.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many encodings and how many networks there are. */
class CardinalityTest {
  private static final SearchSpace SMALL = SearchSpace.small(SearchSpace.PUBLISHED_BLOCKS);
  private static final SearchSpace FULL = SearchSpace.full(SearchSpace.PUBLISHED_BLOCKS);
  private static final SearchSpace PLUS = SearchSpace.plus(SearchSpace.PUBLISHED_BLOCKS);

  /** Spec section 2: 4.92e39, 8.07e43 and 6.93e46. */
  @Test
  void rawEncodings() {
    assertThat(Gene.encodings(SMALL)).hasToString("4923031929356959607287090885165056000000");
    assertThat(Gene.encodings(FULL)).hasToString("80658955130584426205791697062544277504000000");
    assertThat(threeDigits(Gene.encodings(PLUS))).isEqualTo("6.93E+46");
    assertThat(threeDigits(Gene.encodings(SMALL))).isEqualTo("4.92E+39");
    assertThat(threeDigits(Gene.encodings(FULL))).isEqualTo("8.07E+43");
  }

  /**
   * The factors by hand: Σ C(b, k), k from 1 to 4, source sets, twice; b² left and right sources;
   * 2·1 and 4·2 operators; 8·4 widths; 2·2 switches.
   */
  @Test
  void rawEncodingsByTheirFactors() {
    long[] sets = {1, 3, 7, 15, 30, 56, 98};
    BigInteger small = BigInteger.ONE;
    for (int b = 1; b <= 7; b++) {
      small = small.multiply(BigInteger.valueOf(2 * 32 * 4 * sets[b - 1] * sets[b - 1] * b * b));
    }
    assertThat(Gene.encodings(SMALL)).isEqualTo(small);
    assertThat(Gene.encodings(FULL)).isEqualTo(small.multiply(BigInteger.valueOf(4).pow(7)));
  }

  /** The width of a full-rank cross is inert. */
  @Test
  void networksOfNasRecPlusByHand() {
    // One block: six dense operators with 8 widths each and one without, 3 sparse operators with 4
    // row counts, 4 switches.
    assertThat(NetworkCount.of(SearchSpace.plus(1))).isEqualTo((6 * 8 + 1) * 3 * 4 * 4);
    // Two blocks, as below: block 1 counts f00 = 1, f10 = a (1 + s), f01 = s (1 + a) and f11 =
    // 4 a s with a = 49 dense and s = 12 sparse choices. In block 2, FC, dot product, sum, both
    // crosses and flat FC have three dense sets, two of which read block 1, and the gate four
    // pairs,
    // three of which do; flat FC reads the same sparse set as the sparse operator.
    long a = 49;
    long s = 12;
    long f10 = a * (1 + s);
    long f01 = s * (1 + a);
    long f11 = 4 * a * s;
    long one = 1 + 2 * f01 + 2 * f10 + 4 * f11;
    long gate = 1 + 2 * f01 + 3 * f10 + 6 * f11;
    assertThat(NetworkCount.of(SearchSpace.plus(2)))
        .isEqualTo(((5 * 8 + 1) * one + 8 * gate) * s * 4);
  }

  @ParameterizedTest
  @CsvSource({"1, 256, 1024", "2, 338176, 5923840"})
  void networksOfOneAndTwoBlocksByHand(int blocks, String small, String full) {
    // One block: its 2·1·8·4·4 (4·2·8·4·4) encodings differ. Two blocks: block 1 counts f00 = 1
    // where it is not read, f10 = 8·a·(1 + 4·c) where its dense output alone is, f01 = 4·c·(1 +
    // 8·a)
    // where its sparse one alone is and f11 = 4·8·a·4·c where both are, with a = 2 (4) dense and
    // c = 1 (2) sparse operators. Of block 2's three source sets two read block 1, so that FC and
    // dot product give each f00 + 2 f01 + 2 f10 + 4 f11; of the four operand pairs of a gate three
    // do:
    // f00 + 2 f01 + 3 f10 + 6 f11; of the three of a sum two: as FC. All times 8·4·c·4.
    assertThat(NetworkCount.of(SearchSpace.small(blocks))).hasToString(small);
    assertThat(NetworkCount.of(SearchSpace.full(blocks))).hasToString(full);
  }

  /**
   * No enumeration could count them; the programme that counts the small spaces does. The count of
   * NASRec-Plus is also that of a second program, in another language.
   */
  @Test
  void networksOfTheWholeSpaces() {
    assertThat(NetworkCount.of(SMALL)).hasToString("22192167304482745621582570180864");
    assertThat(NetworkCount.of(FULL)).hasToString("126888830869501862936229371557364736");
    assertThat(NetworkCount.of(PLUS)).hasToString("64004298351080880671060074505665971744");
  }

  @Test
  void enumerationOfOneBlockFindsAsManyNetworks() {
    assertEnumerated(SearchSpace.small(1), EnumSet.noneOf(Gene.class), 256);
    assertEnumerated(SearchSpace.full(1), EnumSet.noneOf(Gene.class), 1024);
  }

  /** Left and right are fixed at first: no operator of NASRec-Small reads them. */
  @Test
  void enumerationOfTwoBlocksFindsAsManyNetworks() {
    assertEnumerated(SearchSpace.small(2), EnumSet.of(Gene.LEFT, Gene.RIGHT), 338_176);
    // With all widths there are 37,748,736 encodings of 5,923,840 networks.
    assertEnumerated(
        SearchSpace.full(2).withWidths(List.of(16, 32), List.of(16)),
        EnumSet.noneOf(Gene.class),
        24_256);
  }

  @Test
  void enumerationOfThreeBlocksFindsAsManyNetworks() {
    assertEnumerated(
        SearchSpace.small(3).withWidths(List.of(16), List.of(16)),
        EnumSet.of(Gene.LEFT, Gene.RIGHT),
        93_464);
    // Gates and sums do not read the dense sources.
    SearchSpace operands =
        new SearchSpace(
            "operands",
            "operands",
            Map.of(DenseOperator.SIGMOID_GATING, 0, DenseOperator.SUM, 1),
            Map.of(SparseOperator.ATTENTION, 2),
            List.of(16),
            List.of(16),
            3);
    assertEnumerated(operands, EnumSet.of(Gene.DENSE_SOURCES), 106_184);
  }

  /** The crosses, whose width is inert or is not, and flat FC, with one sparse operator. */
  @Test
  void enumerationOfCrossesFindsAsManyNetworks() {
    Map<DenseOperator, Integer> dense =
        Map.of(
            DenseOperator.FC, 0,
            DenseOperator.CROSS, 1,
            DenseOperator.LOW_RANK_CROSS, 2,
            DenseOperator.FLAT_FC, 3);
    Map<SparseOperator, Integer> sparse = Map.of(SparseOperator.CIN, 4);
    for (int blocks = 1; blocks <= 2; blocks++) {
      SearchSpace space =
          new SearchSpace(
              "crosses", "crosses", dense, sparse, List.of(16, 32), List.of(16), blocks);
      assertEnumerated(space, EnumSet.of(Gene.LEFT, Gene.RIGHT));
    }
    SearchSpace three =
        new SearchSpace(
            "crosses",
            "crosses",
            Map.of(DenseOperator.CROSS, 0, DenseOperator.FLAT_FC, 1),
            sparse,
            List.of(16),
            List.of(16),
            3);
    assertEnumerated(three, EnumSet.of(Gene.LEFT, Gene.RIGHT));
  }

  private static void assertEnumerated(SearchSpace space, Set<Gene> fixed, long networks) {
    assertThat(assertEnumerated(space, fixed)).isEqualTo(networks);
  }

  /** Every encoding, but for fixed genes, which keep their first value. */
  private static long assertEnumerated(SearchSpace space, Set<Gene> fixed) {
    List<List<Block>> blocks = new ArrayList<>();
    for (int b = 1; b <= space.blocks(); b++) {
      blocks.add(encodings(space, b, fixed));
    }
    Set<String> fingerprints = ConcurrentHashMap.newKeySet();
    blocks.get(0).stream()
        .parallel()
        .forEach(first -> enumerate(space, List.of(first), blocks, fingerprints));
    assertThat(NetworkCount.of(space)).isEqualTo(fingerprints.size());
    return fingerprints.size();
  }

  private static void enumerate(
      SearchSpace space, List<Block> chosen, List<List<Block>> blocks, Set<String> fingerprints) {
    if (chosen.size() == blocks.size()) {
      fingerprints.add(new Architecture(space, chosen).fingerprint());
      return;
    }
    List<Block> longer = new ArrayList<>(chosen);
    longer.add(null);
    for (Block next : blocks.get(chosen.size())) {
      longer.set(chosen.size(), next);
      enumerate(space, longer, blocks, fingerprints);
    }
  }

  private static List<Block> encodings(SearchSpace space, int index, Set<Gene> fixed) {
    List<List<Object>> genes = List.of(List.of());
    for (Gene gene : Gene.values()) {
      List<Object> values = gene.values(space, index);
      List<Object> taken = fixed.contains(gene) ? values.subList(0, 1) : values;
      genes =
          genes.stream()
              .flatMap(before -> taken.stream().map(value -> append(before, value)))
              .toList();
    }
    return genes.stream().map(values -> Gene.block(values.toArray())).toList();
  }

  private static List<Object> append(List<Object> list, Object value) {
    List<Object> longer = new ArrayList<>(list);
    longer.add(value);
    return longer;
  }

  private static String threeDigits(BigInteger number) {
    return new BigDecimal(number).round(new MathContext(3)).toString();
  }
}
