package io.nasrec.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.Progress;
import io.nasrec.data.prepare.Preparation;
import io.nasrec.data.prepare.PrepareOptions;
import io.nasrec.data.raw.Dialect;
import io.nasrec.data.raw.QuoteEscape;
import io.nasrec.data.raw.RawDirectory;
import io.nasrec.data.raw.RawFile;
import io.nasrec.data.raw.RawSource;
import io.nasrec.data.table.ColumnRoles;
import io.nasrec.data.table.DelimitedText;
import io.nasrec.data.table.TableFormat;
import io.nasrec.data.table.TableSource;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small inputs that people really have, as they are read from files. */
class RawCasesTest {
  private static final ColumnRoles SHOP = roles("city", "hour");
  private static final ColumnRoles TITLES = roles("title");

  @TempDir Path directory;
  private int prepared;

  private static ColumnRoles roles(String text, String... ignored) {
    return new ColumnRoles(
        "click",
        List.of("price"),
        List.of("user_id", text),
        List.of(ignored),
        Set.of(),
        Optional.empty());
  }

  private static RawSource text(
      Path path, QuoteEscape escape, Charset charset, ColumnRoles roles, long maxBadRows) {
    return new DelimitedText(
        RawDirectory.files(List.of(path)),
        new Dialect(',', '"', escape, true, charset),
        roles,
        maxBadRows);
  }

  private static RawSource text(Path path) {
    return text(path, QuoteEscape.DOUBLED, StandardCharsets.UTF_8, SHOP, 0);
  }

  private Manifest prepare(RawSource source, SplitScheme split) {
    PrepareOptions options = new PrepareOptions(source, split, 1, 1, DenseTransform.LOG1P);
    Path target = directory.resolve("data" + prepared++);
    return Preparation.run(options, target, Progress.NONE).manifest();
  }

  private Manifest prepare(RawSource source) {
    return prepare(source, SplitScheme.NASREC);
  }

  private static int rows(Manifest manifest) {
    return manifest.train().rows() + manifest.validation().rows() + manifest.test().rows();
  }

  private static int clicks(Manifest manifest) {
    return manifest.train().positives()
        + manifest.validation().positives()
        + manifest.test().positives();
  }

  @Test
  void anUnclosedQuoteCostsOneRow() {
    Path quoted = SharedData.requireCase("quoted");
    String problem =
        quoted.resolve("day2.csv")
            + ", record 102, column title: expected a closing quote, but found the next lines in"
            + " its value";
    assertThatThrownBy(
            () -> prepare(text(quoted, QuoteEscape.DOUBLED, StandardCharsets.UTF_8, TITLES, 0)))
        .isInstanceOf(BadDataException.class)
        .hasMessage(problem);

    Manifest manifest =
        prepare(text(quoted, QuoteEscape.DOUBLED, StandardCharsets.UTF_8, TITLES, 10));
    assertThat(rows(manifest)).isEqualTo(4_499);
    assertThat(manifest.badRowsSkipped()).isEqualTo(1);
    assertThat(manifest.notes()).containsExactly("bad rows skipped: 1; the first: " + problem);
    assertThat(manifest.raw().files())
        .extracting(RawIdentity::rows)
        .containsExactly(1_500L, 1_499L, 1_500L);
  }

  @Test
  void theSameRowsPackedAreRefused() {
    Path twice = SharedData.requireCase("twice");
    assertThatThrownBy(() -> RawDirectory.files(List.of(twice)))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            "%s and %s have the same content (packed or not), so each row would count twice;"
                    .formatted(twice.resolve("clicks.csv"), twice.resolve("clicks.csv.gz"))
                + " remove one of them");
  }

  @Test
  void daysAreReadInTheOrderOfTheirNumbers() {
    Path days = SharedData.requireCase("days");
    assertThat(RawDirectory.files(List.of(days)))
        .extracting(file -> file.path().getFileName().toString())
        .isEqualTo(IntStream.range(0, 12).mapToObj(day -> "day_" + day + ".csv").toList());
  }

  @Test
  void anotherEncodingIsNamedAndCanBeRead() {
    Path file = SharedData.requireCase("latin1_collide.csv");
    assertThatThrownBy(() -> prepare(text(file)))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            file
                + ", record 3, column city: the byte 0xe9 is not UTF-8; schema.encoding must name"
                + " the file's encoding, such as iso-8859-1 or windows-1252");
    Manifest manifest =
        prepare(text(file, QuoteEscape.DOUBLED, StandardCharsets.ISO_8859_1, SHOP, 0));
    assertThat(manifest.cardinalities().get(1)).as("missing, rare and four cities").isEqualTo(6);
  }

  @Test
  void blankLinesAreSkippedAndNoted() {
    Manifest manifest = prepare(text(SharedData.requireCase("blanklines.csv")));
    assertThat(rows(manifest)).isEqualTo(3_000);
    assertThat(clicks(manifest)).isEqualTo(1_045);
    assertThat(manifest.notes()).singleElement().asString().startsWith("blank lines skipped: ");
  }

  @Test
  void sparksPartsAreReadAndWhatLiesBesideThemIsSkipped() {
    Path parts = SharedData.requireCase("spark_csv");
    assertThat(RawDirectory.files(List.of(parts))).hasSize(3);
    Manifest manifest = prepare(text(parts));
    assertThat(rows(manifest)).isEqualTo(3_000);
    assertThat(clicks(manifest)).isEqualTo(1_045);
  }

  @Test
  void sparksParquetPartsAreRead() {
    List<RawFile> files = RawDirectory.files(List.of(SharedData.requireCase("spark_parquet")));
    Manifest manifest = prepare(new TableSource(TableFormat.PARQUET, files, SHOP, 0));
    assertThat(files).hasSize(3);
    assertThat(rows(manifest)).isEqualTo(3_000);
    assertThat(clicks(manifest)).isEqualTo(1_045);
  }

  @Test
  void sparksEscapedQuotesAreRead() {
    Path file = SharedData.requireCase("spark_escape.csv");
    Manifest manifest =
        prepare(text(file, QuoteEscape.BACKSLASH, StandardCharsets.UTF_8, TITLES, 0));
    assertThat(rows(manifest)).isEqualTo(3_000);
    assertThat(manifest.notes()).isEmpty();
    assertThatThrownBy(
            () -> prepare(text(file, QuoteEscape.DOUBLED, StandardCharsets.UTF_8, TITLES, 0)))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(file + ", record 2, column title: expected quotes that end before");
  }

  @Test
  void anArrowStreamIsReadToItsEnd() throws IOException {
    Path file = SharedData.requireCase("stream.arrows");
    Manifest manifest = prepare(new TableSource(TableFormat.ARROW, RawFile.of(file), SHOP, 0));
    assertThat(rows(manifest)).isEqualTo(3_000);
    assertThat(clicks(manifest)).isEqualTo(1_045);

    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {9, 500, bytes.length / 2, bytes.length - 8, bytes.length - 1}) {
      Path cut = Files.write(directory.resolve("cut.arrows"), Arrays.copyOf(bytes, length));
      assertThatThrownBy(
              () -> prepare(new TableSource(TableFormat.ARROW, RawFile.of(cut), SHOP, 1_000_000)))
          .as("cut after %s bytes", length)
          .isInstanceOf(BadDataException.class)
          .hasMessageStartingWith(cut.toString());
    }
  }

  @Test
  void aTruncatedParquetFileEndsTheReadingHoweverManyBadRowsAreAllowed() throws IOException {
    byte[] bytes = Files.readAllBytes(SharedData.requireCase("plain.parquet"));
    for (int length : new int[] {4, 12, bytes.length / 2, bytes.length - 1}) {
      Path cut = Files.write(directory.resolve("cut.parquet"), Arrays.copyOf(bytes, length));
      assertThatThrownBy(
              () -> prepare(new TableSource(TableFormat.PARQUET, RawFile.of(cut), SHOP, 1_000_000)))
          .as("cut after %s bytes", length)
          .isInstanceOf(BadDataException.class)
          .hasMessageStartingWith(cut.toString());
    }
  }
}
