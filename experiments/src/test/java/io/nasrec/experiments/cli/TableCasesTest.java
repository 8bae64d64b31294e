package io.nasrec.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.data.Batch;
import io.nasrec.data.BatchSource;
import io.nasrec.data.Dataset;
import io.nasrec.data.Manifest;
import io.nasrec.data.ManifestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs that people really have: what {@code inspect} writes for them, {@code prepare} reads. */
class TableCasesTest {
  private final Shell shell = new Shell();
  @TempDir private Path directory;

  /** Inspects a case; what it printed is in {@link #shell}. */
  private Path inspect(String name) {
    Path yaml = directory.resolve(name.replaceAll("\\W", "_") + ".yaml");
    assertThat(shell.run("inspect", SharedCases.require(name), "--out", yaml))
        .as(shell.err())
        .isZero();
    return yaml;
  }

  private Path data(Path yaml) {
    return directory.resolve(yaml.getFileName() + ".data");
  }

  private Manifest prepare(Path yaml, String... settings) {
    Path data = data(yaml);
    List<String> command = new ArrayList<>(List.of("prepare", yaml.toString()));
    command.addAll(List.of("--out", data.toString()));
    for (String setting : settings) {
      command.addAll(List.of("--set", setting));
    }
    assertThat(shell.run(command)).as(shell.err()).isZero();
    return ManifestFile.read(data);
  }

  private static int rows(Manifest manifest) {
    return manifest.train().rows() + manifest.validation().rows() + manifest.test().rows();
  }

  private static int ids(Manifest manifest, String field) {
    return manifest.cardinalities().get(manifest.sparseNames().indexOf(field));
  }

  /** Every prepared value, the labels included. */
  private String values(Path yaml) {
    Function<BatchSource, String> text =
        rows -> {
          Batch all = rows.read(0, rows.rows());
          float[] dense = new float[all.dense().remaining()];
          all.dense().get(dense);
          return Arrays.toString(all.labels())
              + Arrays.toString(dense)
              + Arrays.toString(all.sparse());
        };
    try (Dataset data = Dataset.open(data(yaml))) {
      return text.apply(data.train())
          + text.apply(data.validation())
          + data.test().reveal("test", text);
    }
  }

  /** Whatever the same 3,000 rows are stored as, they have the same users, cities and clicks. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain.csv",
        "plain.parquet",
        "mixed_pq",
        "indexcol.csv",
        "blanklines.csv",
        "spark_csv",
        "spark_parquet"
      })
  void theSameRowsAreTheSameData(String name) {
    Manifest manifest = prepare(inspect(name));

    assertThat(manifest.sparseNames()).contains("user_id", "city");
    assertThat(ids(manifest, "user_id")).isEqualTo(62);
    assertThat(rows(manifest)).isEqualTo(3000);
    assertThat(manifest.train().positives() + manifest.validation().positives())
        .isEqualTo(1045 - manifest.test().positives());
    assertThat(manifest.notes()).noneMatch(note -> note.contains("no training row has"));
  }

  @Test
  void doublesInValidationAndTestAreTheIdsOfTraining() {
    Path wholeNumbers = inspect("gs_int");
    Path mixedNumbers = inspect("gs_mixed");
    Manifest whole = prepare(wholeNumbers, "data.split=given");
    Manifest mixed = prepare(mixedNumbers, "data.split=given");

    assertThat(values(mixedNumbers).equals(values(wholeNumbers))).isTrue(); // long texts
    assertThat(mixed.cardinalities()).isEqualTo(whole.cardinalities());
    assertThat(mixed.notes()).noneMatch(note -> note.contains("no training row has"));
  }

  @Test
  void timestampsOfTwoUnitsAreInOneRange() {
    Path yaml = inspect("ts_units");

    assertThat(shell.out()).containsPattern("ts .* 1[67]\\d{8} \\.\\. 1[67]\\d{8} ");
    assertThat(rows(prepare(yaml))).isEqualTo(3000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"one_inf.csv", "inf.parquet"})
  void oneInfiniteNumberMakesNoCategoryOfAColumn(String name) throws IOException {
    Path yaml = inspect(name);
    String record = name.endsWith("csv") ? "record 7" : "record 6"; // a header is a record

    assertThat(shell.out())
        .containsPattern("price .* dense: 1 value is no finite number \\(" + record + ": inf\\)");
    assertThat(Files.readString(yaml)).contains("1 value is no finite number");

    assertThat(shell.run("prepare", yaml, "--out", directory.resolve("x"))).isEqualTo(2);
    assertThat(shell.err())
        .contains(record + ", column price: expected a number or nothing, but found \"inf\"");
    assertThat(rows(prepare(yaml, "schema.missing=[inf]"))).isEqualTo(3000);
  }

  @Test
  void pandasIndexIsIgnored() {
    inspect("indexcol.csv");

    assertThat(shell.out())
        .containsPattern("Unnamed: 0 .* ignored: the row index that Pandas writes")
        .containsPattern("click .* label\\R");
  }

  @Test
  void blankLinesAreNoted() {
    inspect("blanklines.csv");

    assertThat(shell.out()).containsPattern("note: blank lines, which are skipped: \\d+\\R");
  }

  @Test
  void whatLiesBesideThePartsIsNoted() {
    inspect("spark_csv");

    assertThat(shell.out()).contains("note: 3 files, from part-00000-", "_SUCCESS", "3,000 rows");
  }

  @Test
  void quotesAsSparkWritesThemAreFound() throws IOException {
    Path yaml = inspect("spark_escape.csv");

    assertThat(Files.readString(yaml)).contains("  escape: backslash ");
    assertThat(rows(prepare(yaml))).isEqualTo(3000);
  }

  @Test
  void severalValuesInOneTextAreSaid() {
    inspect("multi_bar.csv");

    assertThat(shell.out())
        .containsPattern(
            "tags .* categorical: looks multi-valued: [\\d,]+ of 3,000 values hold '\\|'; \\d+"
                + " texts are \\d+ sets in whatever order, of 6 items; each text is taken as one"
                + " id as it stands");
  }

  @Test
  void latin1KeepsFourCitiesApart() throws IOException {
    Path yaml = inspect("latin1_collide.csv");

    assertThat(Files.readString(yaml)).contains("  encoding: iso-8859-1 ");
    assertThat(ids(prepare(yaml), "city")).isEqualTo(6);
  }

  @Test
  void anUnclosedQuoteCostsOneRow() {
    Manifest manifest = prepare(inspect("quoted"), "data.maxBadRows=10");

    assertThat(rows(manifest)).isBetween(4490, 4500);
    assertThat(manifest.badRowsSkipped()).isBetween(1L, 10L);
  }

  @Test
  void aDirectoryOfDaysIsLookedAtAsOne() {
    Path yaml = inspect("days");

    assertThat(shell.out()).contains("note: 12 files, from day_0.csv to day_11.csv");
    assertThat(rows(prepare(yaml, "data.split=chronological"))).isEqualTo(3000);
  }
}
