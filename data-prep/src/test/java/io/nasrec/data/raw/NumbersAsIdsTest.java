package io.nasrec.data.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.commons.Progress;
import io.nasrec.data.CriteoLines;
import io.nasrec.data.Dataset;
import io.nasrec.data.DenseTransform;
import io.nasrec.data.SplitScheme;
import io.nasrec.data.prepare.Preparation;
import io.nasrec.data.prepare.PrepareOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumbersAsIdsTest {
  @TempDir Path directory;

  private static String line(String first, String second) {
    return CriteoLines.with(CriteoLines.with(CriteoLines.empty(1), 1, first), 2, second);
  }

  private CriteoText source(String... lines) throws IOException {
    return new CriteoText(CriteoLines.write(directory.resolve("rows.tsv"), List.of(lines)), 9);
  }

  /** ln(3)² = 1.2, ln(8)² = 4.3, ln(1000)² = 47.7, each rounded down. */
  @Test
  void theSquaredLogarithmIsTheValueOfAFieldBeforeTheOthers() throws IOException {
    RawSource ids =
        new NumbersAsIds(
            source(
                line("3", "5"),
                line("", "5"),
                line("2", "5"),
                line("8", "5"),
                line("1000", "5"),
                line("-3", "5")),
            List.of("I1"));

    assertThat(ids.schema().dense()).hasSize(12).startsWith("I2");
    assertThat(ids.schema().categoricalNames()).hasSize(27).startsWith("I1", "C1");
    String dense = "1 5.0" + " -".repeat(11);
    assertThat(RowTexts.of(ids, 2))
        .containsExactly(
            dense + " 1" + " -".repeat(26),
            dense + " -" + " -".repeat(26),
            dense + " 2" + " -".repeat(26),
            dense + " 4" + " -".repeat(26),
            dense + " 47" + " -".repeat(26),
            dense + " -3" + " -".repeat(26));
  }

  @Test
  void badRowsAndDamageStayWhatTheyAre() throws IOException {
    String good = line("3", "5");
    CriteoText bad = source(good, "bad", good, "worse", good);
    RawSource ids = new NumbersAsIds(bad, List.of("I2", "I1"));

    assertThat(ids.read(2, "test", Progress.NONE, rows -> rows, rows -> {}))
        .returns(3L, RawSource.Tally::rows)
        .returns(2L, RawSource.Tally::badRows);
    assertThatThrownBy(
            () -> RowTexts.of(new NumbersAsIds(new CriteoText(bad.files(), 0), List.of("I1")), 1))
        .hasMessageContaining(", record 2: expected 40 tab-separated columns, but found 1");
  }

  @Test
  void aDataSetOfIdsAloneHasTheConstantInput() throws IOException {
    List<String> lines = new ArrayList<>(CriteoLines.random(500, 3));
    CriteoText source = new CriteoText(CriteoLines.write(directory.resolve("rows.tsv"), lines), 0);
    RawSource ids = new NumbersAsIds(source, source.schema().dense());
    Path target = directory.resolve("set");
    Preparation.run(
        new PrepareOptions(ids, SplitScheme.NASREC, 1, 2, DenseTransform.LOG1P),
        target,
        Progress.NONE);
    try (Dataset dataset = Dataset.open(target)) {
      assertThat(dataset.manifest().denseNames()).containsExactly("constant");
      assertThat(dataset.manifest().sparseNames()).hasSize(39).startsWith("I1").endsWith("C26");
      assertThat(dataset.manifest().cardinalities().get(0)).isGreaterThan(2);
    }
  }

  @Test
  void columnsMustBeNumbersOfTheSource() throws IOException {
    CriteoText source = source(line("3", "5"));
    assertThatThrownBy(() -> new NumbersAsIds(source, List.of("C1")))
        .hasMessageStartingWith("columns must be some of [I1, I2");
    assertThatThrownBy(() -> new NumbersAsIds(source, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
