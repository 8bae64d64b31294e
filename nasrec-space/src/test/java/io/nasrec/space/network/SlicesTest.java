package io.nasrec.space.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.space.Architecture;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.Block;
import io.nasrec.space.DenseOperator;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.SparseOperator;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlicesTest {
  private static final InputShape INPUT = new InputShape(13, 26, 16);

  private static Map<String, Weight> byPath(List<Weight> weights) {
    return weights.stream().collect(Collectors.toMap(Weight::path, Function.identity()));
  }

  /**
   * Two blocks; block 2 reads the raw input and block 1, whose 32 rows are followed by a merger.
   */
  @Test
  void slicesOfAHandMadeNetwork() {
    SearchSpace space = SearchSpace.small(2);
    Block first =
        new Block(
            DenseOperator.FC,
            SparseOperator.EMBEDDED_FC,
            64,
            32,
            true,
            false,
            List.of(0),
            List.of(0),
            0,
            0);
    Block second =
        new Block(
            DenseOperator.DOT_PRODUCT,
            SparseOperator.EMBEDDED_FC,
            32,
            16,
            false,
            true,
            List.of(1, 0),
            List.of(1, 0),
            0,
            0);
    Map<String, Weight> weights =
        byPath(
            new NetworkBuilder(space, INPUT, true)
                .live(new Architecture(space, List.of(first, second)))
                .weights());

    Weight dense = weights.get("blocks.2.dot-product.dense.weight");
    assertThat(dense.rows()).containsExactly(new Range(0, 16));
    assertThat(dense.columns())
        .as("13 raw columns and the first 64 of block 1")
        .containsExactly(new Range(0, 13 + 64));

    Weight rows = weights.get("blocks.2.dot-product.rows.weight");
    assertThat(rows.rows()).as("q = round(sqrt(64))").containsExactly(new Range(0, 8));
    assertThat(rows.columns())
        .as("26 fields, 32 of block 1's 64 rows, its 8 merger rows at the end of its slot")
        .containsExactly(new Range(0, 26 + 32), new Range(26 + 64, 8));

    assertThat(weights.get("blocks.2.dot-product.output.weight").columns())
        .as("q(q+1)/2 products")
        .containsExactly(new Range(0, 36));
    assertThat(weights.get("blocks.1.merger.linear.weight").shape()).containsExactly(128, 64);
    assertThat(weights.get("blocks.2.fm.linear.weight").shape()).containsExactly(32, 16);
    assertThat(weights.get("head.weight").columns())
        .as("32 dense units; 16 rows of 16 behind the 1024 dense columns")
        .containsExactly(new Range(0, 32), new Range(1024, 16 * 16));
  }

  /**
   * Block 1 is a cross of rank 32 with a merger over 16 rows; block 2 reads it and the raw input. X
   * is 26 · 16 + 13 = 429, so that slots keep their 1024 columns.
   */
  @Test
  void slicesOfCrossesAndFlattenedRows() {
    SearchSpace space = SearchSpace.plus(2);
    Block first = plus(DenseOperator.LOW_RANK_CROSS, 32, 16, true, List.of(0));
    Map<String, Weight> cross = plusWeights(space, first, DenseOperator.CROSS);
    assertThat(cross).doesNotContainKey("blocks.1.low-rank-cross.input.weight");
    assertThat(cross.get("blocks.1.low-rank-cross.down.weight").shape()).containsExactly(32, 429);
    assertThat(cross.get("blocks.1.low-rank-cross.up.weight").shape()).containsExactly(429, 32);
    assertThat(cross.get("blocks.1.merger.linear.weight").shape()).containsExactly(128, 429);
    assertThat(cross.get("blocks.2.cross.input.weight").columns())
        .as("the flat raw input and the cross")
        .containsExactly(new Range(0, 429 + 429));
    assertThat(cross.get("blocks.2.cross.linear.weight").shape()).containsExactly(429, 429);
    assertThat(cross.get("blocks.2.fm.linear.weight").shape()).containsExactly(429, 16);
    assertThat(cross.get("blocks.2.cin.linear.weight").rows())
        .as("16 sums of 26 fields")
        .containsExactly(new Range(0, 16 * 26));
    assertThat(cross.get("blocks.2.cin.linear.weight").columns())
        .as("26 fields, 16 of block 1's 64 rows, its merger rows")
        .containsExactly(new Range(0, 26 + 16), new Range(26 + 64, 8));
    assertThat(cross.get("blocks.2.cin.linear.norm.gain").shape()).containsExactly(16);
    assertThat(cross.get("head.weight").columns())
        .containsExactly(new Range(0, 429), new Range(1024, 16 * 16));

    int rows = 13 + 1024;
    assertThat(
            plusWeights(space, first, DenseOperator.FLAT_FC)
                .get("blocks.2.flat-fc.linear.weight")
                .columns())
        .as("13 features and the cross; then rows as above, 16 columns each")
        .containsExactly(
            new Range(0, 13 + 429),
            new Range(rows, (26 + 16) * 16),
            new Range(rows + (26 + 64) * 16, 8 * 16));
  }

  private static Map<String, Weight> plusWeights(
      SearchSpace space, Block first, DenseOperator second) {
    Block last = plus(second, 64, 16, false, List.of(0, 1));
    return byPath(
        new NetworkBuilder(space, INPUT, true)
            .live(new Architecture(space, List.of(first, last)))
            .weights());
  }

  private static Block plus(
      DenseOperator dense, int w, int v, boolean merger, List<Integer> sources) {
    return new Block(dense, SparseOperator.CIN, w, v, merger, !merger, sources, sources, 0, 0);
  }

  /** A flat raw input of 100 · 16 + 13 scalars is wider than any w. */
  @Test
  void aWideRawInputWidensTheSlotsOfSpacesThatCrossAlone() {
    InputShape wide = new InputShape(13, 100, 16);
    for (SearchSpace space : SearchSpace.all(3)) {
      Weight fc =
          byPath(new NetworkBuilder(space, wide, true).supernetWeights())
              .get("blocks.3.fc.linear.weight");
      int slot = space.name().equals("nasrec-plus") ? 1613 : 1024;
      assertThat(fc.shape()).containsExactly(1024, 13 + 2 * slot);
    }
  }

  static List<SearchSpace> spaces() {
    return SearchSpace.all(SearchSpace.PUBLISHED_BLOCKS);
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void everySliceLiesInsideTheSupernetsTensor(SearchSpace space) {
    NetworkBuilder builder = new NetworkBuilder(space, INPUT, true);
    Map<String, Weight> supernet = byPath(builder.supernetWeights());
    ArchitectureSampler sampler = new ArchitectureSampler(space);
    SplittableRandom random = new SplittableRandom(2);
    Map<String, Integer> reached = new HashMap<>();
    for (int i = 0; i < 500; i++) {
      for (Weight weight : builder.live(sampler.sample(random)).weights()) {
        Weight whole = supernet.get(weight.path());
        assertThat(whole).as(weight.path()).isNotNull();
        assertInside(weight.rows(), whole.rows());
        assertInside(weight.columns(), whole.columns());
        reached.merge(weight.path(), 1, Integer::sum);
      }
    }
    assertThat(reached.keySet()).as("every tensor serves some subnet").isEqualTo(supernet.keySet());
  }

  /**
   * Scalar by scalar, over a narrow version of each space, so that few draws reach all: the raw
   * input is narrower than the widest operand in one case and wider in the other.
   *
   * <p>One corner serves none: where the operands of a gate or sum are as wide as its output, its
   * projection is skipped (spec section 3), so that no subnet has both the widest rows and the
   * widest columns of that square matrix. Where a block may be as wide as the flat raw input, that
   * matrix is not square.
   */
  @ParameterizedTest
  @ValueSource(ints = {3, 14})
  void everyScalarOfTheSupernetServesSomeSubnet(int features) {
    for (SearchSpace published : SearchSpace.all(3)) {
      SearchSpace space = published.withWidths(List.of(4, 12), List.of(3, 5));
      NetworkBuilder builder = new NetworkBuilder(space, new InputShape(features, 4, 8), true);
      Map<String, Weight> supernet = byPath(builder.supernetWeights());
      Map<String, BitSet> reached = new HashMap<>();
      ArchitectureSampler sampler = new ArchitectureSampler(space);
      SplittableRandom random = new SplittableRandom(4);
      for (int i = 0; i < 3_000; i++) {
        for (Weight weight : builder.live(sampler.sample(random)).weights()) {
          BitSet scalars = reached.computeIfAbsent(weight.path(), path -> new BitSet());
          mark(weight, supernet.get(weight.path()), scalars);
        }
      }
      supernet.forEach(
          (path, weight) ->
              assertThat(weight.size() - reached.get(path).cardinality())
                  .as(space.name() + " " + path)
                  .isEqualTo(
                      !space.crosses() && isSquareOutput(path, features)
                          ? (12 - 4) * (12 - 4)
                          : 0));
    }
  }

  private static boolean isSquareOutput(String path, int features) {
    return features < 12 && path.matches("blocks\\.[23]\\.(sigmoid-gating|sum)\\.output\\.weight");
  }

  private static void mark(Weight weight, Weight whole, BitSet scalars) {
    int width = whole.columns().isEmpty() ? 1 : Range.total(whole.columns());
    List<Range> columns = weight.columns().isEmpty() ? Range.first(1) : weight.columns();
    for (Range rows : weight.rows()) {
      for (int row = rows.from(); row < rows.end(); row++) {
        for (Range range : columns) {
          scalars.set(row * width + range.from(), row * width + range.end());
        }
      }
    }
  }

  /** With 45 fields, the widest dot product of block 1 needs no row projection; narrow ones do. */
  @Test
  void theSupernetKeepsProjectionsThatOnlyNarrowSubnetsNeed() {
    NetworkBuilder builder =
        new NetworkBuilder(SearchSpace.small(1), new InputShape(13, 45, 16), true);
    String path = "blocks.1.dot-product.rows.weight";
    Architecture operands =
        new ArchitectureSampler(builder.space()).sample(new SplittableRandom(1));
    assertThat(byPath(builder.fullPath(operands).weights())).doesNotContainKey(path);
    assertThat(byPath(builder.supernetWeights())).containsKey(path);
  }

  private static void assertInside(List<Range> slice, List<Range> whole) {
    int end = 0;
    for (Range range : slice) {
      assertThat(range.from()).as("ascending, no overlap").isGreaterThanOrEqualTo(end);
      end = range.end();
    }
    assertThat(end).isLessThanOrEqualTo(Range.total(whole));
  }
}
