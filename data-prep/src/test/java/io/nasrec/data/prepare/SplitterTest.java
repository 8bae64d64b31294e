package io.nasrec.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.data.SplitName;
import io.nasrec.data.SplitScheme;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SplitterTest {
  private static final int[] LABELS =
      new SplittableRandom(4).ints(10_007, 0, 4).map(x -> x == 0 ? 1 : 0).toArray();

  private static List<Integer> folds(long seed) {
    StratifiedFolds folds = new StratifiedFolds(seed);
    return IntStream.of(LABELS).mapToObj(folds::next).toList();
  }

  @Test
  void eachFoldHasTheSameNumberOfRowsOfEachClass() {
    List<Integer> folds = folds(1);
    for (int label = 0; label < 2; label++) {
      int[] counts = new int[10];
      for (int i = 0; i < LABELS.length; i++) {
        counts[folds.get(i)] += LABELS[i] == label ? 1 : 0;
      }
      int rows = IntStream.of(counts).sum();
      assertThat(IntStream.of(counts))
          .allMatch(count -> count == rows / 10 || count == rows / 10 + 1);
    }
  }

  @Test
  void theSameSeedGivesTheSameFoldsInEveryPassAndAnotherSeedOthers() {
    assertThat(folds(1)).isEqualTo(folds(1));
    List<Integer> one = folds(1);
    List<Integer> two = folds(2);
    long equal =
        IntStream.range(0, LABELS.length).filter(i -> one.get(i).equals(two.get(i))).count();
    // By chance a tenth agree, with a standard deviation of 30.
    assertThat(equal).isBetween(850L, 1150L);
  }

  @Test
  void runsAreDealtIndependently() {
    List<Integer> folds = folds(1);
    long repeated =
        IntStream.range(10, LABELS.length)
            .filter(i -> folds.subList(i - 10, i).contains(folds.get(i)))
            .count();
    assertThat(repeated).isBetween(4000L, 8000L);
  }

  @ParameterizedTest
  @CsvSource({
    "NASREC, TRAIN TRAIN TRAIN TRAIN TRAIN TRAIN TRAIN TRAIN VALIDATION TEST",
    "CHRONOLOGICAL, TRAIN TRAIN TRAIN TRAIN TRAIN TRAIN TRAIN TRAIN VALIDATION TEST",
    "X4, TEST VALIDATION TRAIN TRAIN TRAIN TRAIN TRAIN TRAIN TRAIN TRAIN",
  })
  void partsOfTheFolds(SplitScheme scheme, String parts) {
    assertThat(IntStream.range(0, 10).mapToObj(fold -> scheme.part(fold).name()))
        .containsExactly(parts.split(" "));
    assertThatThrownBy(() -> scheme.part(10))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("fold must be in 0..9, but was 10");
  }

  @ParameterizedTest
  @EnumSource(
      value = SplitScheme.class,
      names = {"NASREC", "X4"})
  void stratifiedSplitsFollowTheFolds(SplitScheme scheme) {
    Splitter splitter = Splitter.of(scheme, 1, 0);
    List<SplitName> splits =
        IntStream.of(LABELS).mapToObj(label -> splitter.next(label, null)).toList();
    assertThat(splits).isEqualTo(folds(1).stream().map(scheme::part).toList());
  }

  @ParameterizedTest
  @CsvSource({"10, 8, 1", "25, 20, 3", "1000003, 800003, 100000"})
  void chronologicalSplitsKeepTheOrder(int rows, int train, int validation) {
    Splitter splitter = Splitter.of(SplitScheme.CHRONOLOGICAL, 0, rows);
    List<SplitName> splits =
        IntStream.range(0, rows).mapToObj(i -> splitter.next(i % 2, null)).toList();
    assertThat(splits).isSorted();
    assertThat(Collections.frequency(splits, SplitName.TRAIN)).isEqualTo(train);
    assertThat(Collections.frequency(splits, SplitName.VALIDATION)).isEqualTo(validation);
  }
}
