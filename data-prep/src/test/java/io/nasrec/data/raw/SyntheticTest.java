package io.nasrec.data.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.commons.Progress;
import io.nasrec.data.Manifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticTest {
  private static final int ROWS = 50_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, -7})
  void theTrueProbabilitiesAreWorthMuchAndTheirLogLossIsTheirEntropy(long seed) {
    double[] sums = new double[4];
    new Synthetic(ROWS, seed)
        .read(
            2,
            "test",
            Progress.NONE,
            rows -> rows,
            rows -> {
              for (int row = 0; row < rows.size(); row++) {
                double p = rows.clickProbability(row);
                double loss = -Math.log(rows.label(row) == 1 ? p : 1 - p);
                sums[0] += rows.label(row);
                sums[1] += Manifest.entropy(p);
                sums[2] += loss - Manifest.entropy(p);
                sums[3] += Math.pow(loss - Manifest.entropy(p), 2);
              }
            });
    double clickRate = sums[0] / ROWS;
    double best = sums[1] / ROWS;
    double standardError = Math.sqrt(sums[3]) / ROWS;

    assertThat(clickRate).isBetween(0.24, 0.31);
    assertThat(Manifest.entropy(clickRate) - best).isGreaterThan(0.12);
    assertThat(sums[2] / ROWS).isCloseTo(0, within(3.5 * standardError));
  }

  @Test
  void rowsDependOnTheSeedAloneAndALongerSourceBeginsLikeAShorterOne() {
    assertThat(rows(300, 5)).isEqualTo(rows(300, 5)).isEqualTo(rows(500, 5).subList(0, 300));
    assertThat(rows(300, 5)).isNotEqualTo(rows(300, 6));
  }

  @Test
  void eachFieldHasFewValuesAndNoneIsVeryRare() {
    List<Map<Long, Integer>> counts = new ArrayList<>();
    for (int f = 0; f < 26; f++) {
      counts.add(new HashMap<>());
    }
    new Synthetic(ROWS, 1)
        .read(
            2,
            "test",
            Progress.NONE,
            rows -> rows,
            rows -> {
              for (int f = 0; f < 26; f++) {
                Map<Long, Integer> field = counts.get(f);
                Arrays.stream(rows.keys(f), 0, rows.size())
                    .forEach(key -> field.merge(key, 1, Integer::sum));
              }
            });
    assertThat(counts)
        .allSatisfy(
            field -> {
              assertThat(field).hasSizeBetween(10, 30);
              assertThat(field.values()).allMatch(count -> count > ROWS / 200);
            });
    assertThat(counts.stream().filter(field -> field.containsKey(Coding.MISSING))).hasSize(8);
  }

  private static List<String> rows(int rows, long seed) {
    return RowTexts.of(new Synthetic(rows, seed), 2);
  }
}
