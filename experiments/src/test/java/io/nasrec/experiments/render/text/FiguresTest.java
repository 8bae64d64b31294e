package io.nasrec.experiments.render.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "9.94, 9.9 s",
    "9.96, 10 s",
    "59.6, 1 min 0 s",
    "185, 3 min 5 s",
    "7800, 2 h 10 min"
  })
  void durations(double seconds, String text) {
    assertThat(Figures.duration(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "842, 842",
    "999, 999",
    "1000, 1.00 k",
    "12345, 12.3 k",
    "999999, 1.00 M",
    "4567890, 4.57 M",
    "123456789, 123 M",
    "1234567890123, 1235 G"
  })
  void compactCounts(long value, String text) {
    assertThat(Figures.compact(value)).isEqualTo(text);
  }

  @Test
  void qualitiesHaveTheFourDecimalsOfThePapers() {
    assertThat(Figures.quality(0.43964)).isEqualTo("0.4396");
    assertThat(Figures.count(45_840_617)).isEqualTo("45,840,617");
    assertThat(Figures.percent(0.716)).isEqualTo("72 %");
    assertThat(Figures.bytes(842)).isEqualTo("842 B");
    assertThat(Figures.bytes(9_685_407)).isEqualTo("9.69 MB");
  }
}
