package io.nasrec.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.commons.RandomStreams;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowSampleTest {
  private static RandomGenerator random(long index) {
    return RandomStreams.stream(11, "sample test", index);
  }

  @ParameterizedTest
  @CsvSource({"0,0,0", "10,0,10", "10,3,7", "1000,10,990", "1000,500,500", "1000,990,10"})
  void rowsOutsideAreDistinctAndNotInTheSample(int population, int size, int count) {
    RowSample sample = RowSample.draw(population, size, random(size));
    int[] outside = sample.outside(count, random(count));

    assertThat(sample.size()).isEqualTo(size);
    assertThat(IntStream.of(sample.rows()).distinct()).hasSize(size);
    assertThat(outside).hasSize(count);
    assertThat(IntStream.concat(IntStream.of(sample.rows()), IntStream.of(outside)).distinct())
        .hasSize(size + count)
        .allMatch(row -> row >= 0 && row < population);
    assertThat(IntStream.of(outside).filter(sample::contains)).isEmpty();
  }

  @Test
  void whereTooFewAreLeftRowsOfTheSampleMakeUpTheRest() {
    RowSample sample = RowSample.draw(100, 90, random(0));
    int[] outside = sample.outside(25, random(1));

    assertThat(IntStream.of(outside).distinct()).hasSize(25);
    assertThat(IntStream.of(outside).filter(row -> !sample.contains(row))).hasSize(10);
    assertThat(IntStream.of(RowSample.draw(100, 100, random(2)).outside(100, random(3))).sorted())
        .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
  }

  @Test
  void eachRowIsDrawnEquallyOftenInsideAndOutside() {
    int draws = 20_000;
    int[] inside = new int[10];
    int[] outside = new int[10];
    int[] first = new int[10];
    for (int i = 0; i < draws; i++) {
      RowSample sample = RowSample.draw(10, 4, random(i));
      Arrays.stream(sample.rows()).forEach(row -> inside[row]++);
      first[sample.rows()[0]]++;
      Arrays.stream(sample.outside(3, random(draws + i))).forEach(row -> outside[row]++);
    }
    for (int row = 0; row < 10; row++) {
      // Four standard errors of a share of 20,000 draws are below 0.015.
      assertThat(inside[row] / (double) draws).isCloseTo(0.4, within(0.015));
      assertThat(outside[row] / (double) draws).isCloseTo(0.3, within(0.015));
      assertThat(first[row] / (double) draws).isCloseTo(0.1, within(0.015));
    }
  }

  @Test
  void aShuffleKeepsTheRowsAndDependsOnTheStreamAlone() {
    int[] shuffled = RowSample.shuffled(1000, random(0));
    assertThat(shuffled).isEqualTo(RowSample.shuffled(1000, random(0)));
    assertThat(shuffled).isNotEqualTo(RowSample.shuffled(1000, random(1)));
    assertThat(IntStream.of(shuffled).sorted().toArray())
        .isEqualTo(IntStream.range(0, 1000).toArray());
  }

  @Test
  void sizesAreChecked() {
    assertThatThrownBy(() -> RowSample.draw(10, 11, random(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("size must be in 0..10, but was 11");
    assertThatThrownBy(() -> RowSample.draw(10, 5, random(0)).outside(11, random(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("count must be in 0..10, but was 11");
  }
}
