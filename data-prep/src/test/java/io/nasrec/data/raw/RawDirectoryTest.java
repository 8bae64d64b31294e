package io.nasrec.data.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.FileDigest;
import io.nasrec.commons.Progress;
import io.nasrec.data.CriteoLines;
import io.nasrec.data.SplitName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawDirectoryTest {
  @TempDir Path directory;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  /** The layout of the BARS benchmark's Criteo_x4. */
  private void writeBenchmark() throws IOException {
    StringBuilder header = new StringBuilder("Label");
    for (int i = 1; i <= 13; i++) {
      header.append(",I").append(i);
    }
    for (int i = 1; i <= 26; i++) {
      header.append(",C").append(i);
    }
    StringBuilder checksums = new StringBuilder();
    for (String name : List.of("train", "valid", "test")) {
      String rows = String.join("\n", CriteoLines.random(20, name.charAt(1))).replace('\t', ',');
      Path file = write(name + ".csv", header + "\n" + rows + "\n");
      String md5 = FileDigest.MD5.digest(file, Progress.NONE);
      checksums.append(md5).append("  ").append(name).append(".csv\n");
    }
    write("md5sum.txt", checksums.toString());
  }

  @Test
  void theBenchmarksFilesSayWhichSplitARowIsInAndTheirChecksumsAreCompared() throws IOException {
    writeBenchmark();
    List<RawFile> files = RawDirectory.files(List.of(directory));
    CriteoText source = new CriteoText(files, 0);
    List<String> rows = RowTexts.of(source, 2);

    assertThat(files.stream().map(file -> file.split().orElseThrow()))
        .containsExactly(SplitName.TEST, SplitName.TRAIN, SplitName.VALIDATION);
    assertThat(rows).hasSize(60);
    assertThat(rows.subList(0, 20)).allMatch(row -> row.endsWith(" test"));
    assertThat(rows.subList(40, 60)).allMatch(row -> row.endsWith(" validation"));
    assertThat(source.identify(Progress.NONE).name()).isEqualTo("test.csv, train.csv, valid.csv");

    Files.writeString(
        directory.resolve("valid.csv"),
        Files.readString(directory.resolve("valid.csv")).replace("0,", "1,"));
    assertThatThrownBy(() -> source.identify(Progress.NONE))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(directory.resolve("valid.csv") + ": expected the MD5 checksum ");
  }

  @Test
  void aHeaderOfOtherColumnsIsRefused() throws IOException {
    Path file = write("rows.csv", "Label,I1,C1\n0,1,2\n");
    assertThatThrownBy(() -> RowTexts.of(new CriteoText(file, 0), 1))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            file
                + ", record 1: expected the columns Label,I1,…,I13,C1,…,C26, but found"
                + " Label,I1,C1");
  }

  @Test
  void otherFilesAreReadInTheOrderOfTheirNames() throws IOException {
    CriteoLines.write(directory.resolve("day_1.tsv"), List.of(CriteoLines.empty(1)));
    CriteoLines.gzip(directory.resolve("day_0.tsv.gz"), List.of(CriteoLines.empty(0)));
    assertThat(RowTexts.of(new CriteoText(RawDirectory.files(List.of(directory)), 0), 1))
        .extracting(row -> row.charAt(0))
        .containsExactly('0', '1');
    Path file = directory.resolve("day_1.tsv");
    assertThat(RawDirectory.files(List.of(file))).isEqualTo(RawFile.of(file));
  }

  @Test
  void filesMayBeListedInAnyOrder() throws IOException {
    Path one = CriteoLines.write(directory.resolve("one.tsv"), List.of(CriteoLines.empty(1)));
    Path zero = CriteoLines.write(directory.resolve("zero.tsv"), List.of(CriteoLines.empty(0)));
    assertThat(RawDirectory.files(List.of(zero, one))).isEqualTo(RawFile.of(zero, one));
    assertThat(RawDirectory.files(List.of(directory))).isEqualTo(RawFile.of(one, zero));
    assertThatThrownBy(() -> RawDirectory.files(List.of(zero, directory)))
        .isInstanceOf(BadDataException.class)
        .hasMessage(zero + " is named twice as raw data");

    assertThat(
            RawDirectory.files(
                List.of(Path.of("b/test.csv"), Path.of("VALID.csv"), Path.of("train.gz"))))
        .extracting(file -> file.split().orElseThrow())
        .containsExactly(SplitName.TEST, SplitName.VALIDATION, SplitName.TRAIN);
  }

  @Test
  void aSingleFileIsNoPartOfASplitWhateverItsName() throws IOException {
    Path train = write("train.csv", "x");
    assertThat(RawDirectory.files(List.of(directory))).isEqualTo(RawFile.of(train));
  }

  @Test
  void whatIsIncompleteIsRefused() throws IOException {
    assertThatThrownBy(() -> RawDirectory.files(List.of(directory)))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            directory
                + " holds no files of rows (empty ones, and names that begin with . or _, are"
                + " skipped)");
    write("train.csv", "x");
    write("test.csv", "x");
    assertThatThrownBy(() -> RawDirectory.files(List.of(directory)))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            "expected a file for each of train, valid and test and no others, or none with such a"
                + " name, but found ["
                + directory.resolve("test.csv")
                + ", "
                + directory.resolve("train.csv")
                + "]");
    write("valid.csv", "x");
    write("md5sum.txt", "0123456789abcdef0123456789abcdef  other.csv\n");
    assertThatThrownBy(() -> RawDirectory.files(List.of(directory)))
        .isInstanceOf(BadDataException.class)
        .hasMessage(directory + ": there is a checksum of other.csv, but no such file");
    Path checksums = write("md5sum.txt", "nonsense\n");
    assertThatThrownBy(() -> RawDirectory.files(List.of(directory)))
        .isInstanceOf(BadDataException.class)
        .hasMessage(checksums + ", line 1: expected a checksum, two spaces and a file's name");
  }

  @Test
  void numbersInNamesCompareAsNumbers() throws IOException {
    for (String name : List.of("day_10.csv", "day_9.csv", "day_1.csv")) {
      write(name, "row of " + name + "\n");
    }
    assertThat(RawDirectory.files(List.of(directory)))
        .extracting(file -> file.path().getFileName().toString())
        .containsExactly("day_1.csv", "day_9.csv", "day_10.csv");
  }

  @Test
  void whatOtherProgramsLeaveBesideTheirPartsIsSkipped() throws IOException {
    write("_SUCCESS", "");
    write("_metadata", "x");
    write(".part-0.csv.crc", "x");
    write("part-1.csv", "");
    new GZIPOutputStream(Files.newOutputStream(directory.resolve("part-2.csv.gz"))).close();
    Files.createDirectory(directory.resolve("more"));
    Path part = write("part-0.csv", "x");
    assertThat(RawDirectory.files(List.of(directory))).isEqualTo(RawFile.of(part));
  }

  @Test
  void copiesAreRefusedHoweverTheyArePackedAndCalled() throws IOException {
    List<String> lines = CriteoLines.random(2_000, 1); // more than what is compared at first
    Path plain = CriteoLines.write(directory.resolve("clicks.tsv"), lines);
    List<Path> copies =
        List.of(
            CriteoLines.gzip(directory.resolve("a.gz"), lines),
            Files.copy(plain, directory.resolve("clicks (1).tsv")),
            Files.copy(plain, directory.resolve("clicks.tsv~")));
    for (Path copy : copies) {
      assertThatThrownBy(() -> RawDirectory.files(List.of(plain, copy)))
          .isInstanceOf(BadDataException.class)
          .hasMessage(
              plain
                  + " and "
                  + copy
                  + " have the same content (packed or not), so each row would count twice;"
                  + " remove one of them");
    }
    List<String> others = new ArrayList<>(lines);
    others.set(1_999, CriteoLines.empty(1));
    Path other = CriteoLines.write(directory.resolve("other.tsv"), others);
    assertThat(RawDirectory.files(List.of(plain, other))).hasSize(2);
  }

  @Test
  void partsWithAHeaderAndNoRowsAreNoCopies() throws IOException {
    Path one = write("one.csv", "a,b\n");
    Path two = write("two.csv", "a,b\n");
    assertThat(RawDirectory.files(List.of(one, two))).hasSize(2);
  }
}
