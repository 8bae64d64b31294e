package io.nasrec.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellReaderTest {
  @Test
  void equalNumbersOfAllTypesAreOneCategory() {
    assertThat(
            Stream.of(5, 5L, 5.0, 5f, new BigDecimal("5.00"), new BigDecimal("5"), "5", "5.0")
                .map(CellReader::category))
        .containsOnly("5");
    assertThat(Stream.of(2.5, 2.5f, new BigDecimal("2.500")).map(CellReader::category))
        .containsOnly("2.5");
    assertThat(Stream.of(0, 0.0, -0.0, new BigDecimal("0.00")).map(CellReader::category))
        .containsOnly("0");
    assertThat(CellReader.category(Long.MAX_VALUE)).isEqualTo("9223372036854775807");
    assertThat(CellReader.category(new BigDecimal("1E+3"))).isEqualTo("1000");
  }

  @ParameterizedTest
  @CsvSource({
    "5.0, 5",
    "-17.000, -17",
    "0.0, 0",
    "5., 5",
    "-17., -17",
    "-0, 0",
    "-0.0, 0",
    "-0., 0",
    "True, true",
    "TRUE, true",
    "fAlse, false",
    "1.2345678E7, 12345678",
    "-1.0E10, -10000000000",
    "1.25E1, 1.25E1"
  })
  void spellingsOfOneValueAreOneCategory(String text, String category) {
    assertThat(CellReader.category(text)).isEqualTo(category);
  }

  /** Versions, codes and words keep what tells them apart. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "5.10",
        "5.1",
        "+5",
        "+5.0",
        "-05",
        "-00",
        "05.",
        ".",
        "-.",
        "1.0.",
        ".0",
        "-.0",
        "05.0",
        "1.0.0",
        "v5.0",
        "5.0 ",
        "5e0",
        "1e3",
        "12E4",
        "1.2345678E6",
        "T"
      })
  void otherTextsStayAsTheyAre(String text) {
    assertThat(CellReader.category(text)).isEqualTo(text);
  }

  @Test
  void booleansAreWhatTheySpell() {
    assertThat(Stream.of(true, "true", "True", "TRUE").map(CellReader::category))
        .containsOnly("true");
  }

  @Test
  void missingValuesMayBeNamedWhateverTheirType() {
    Set<String> missing = Set.of("inf", "-1", "NA");

    assertThat(
            Stream.of("inf", " NA ", Double.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, -1, -1.0))
        .allMatch(cell -> CellReader.isMissing(cell, missing));
    assertThat(Stream.of(Double.NaN, Float.NaN, "", " "))
        .allMatch(cell -> CellReader.isMissing(cell, Set.of()));
    assertThat(Stream.of(Double.NEGATIVE_INFINITY, 1, "-inf", "na", true))
        .noneMatch(cell -> CellReader.isMissing(cell, missing));
  }

  @Test
  void anInfiniteNumberIsNoNumber() {
    assertThat(List.of("inf", "-", "3,21", "3,210.00", "NaN", "1e39"))
        .allMatch(text -> CellReader.number(text).isEmpty());
    assertThat(CellReader.number(Double.POSITIVE_INFINITY)).isEmpty();
  }
}
