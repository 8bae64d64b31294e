package io.nasrec.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.Progress;
import io.nasrec.data.Batch;
import io.nasrec.data.CategoricalColumn;
import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.CategoricalEncoding.Buckets;
import io.nasrec.data.CategoricalEncoding.Vocabulary;
import io.nasrec.data.CriteoLines;
import io.nasrec.data.Dataset;
import io.nasrec.data.DenseColumn;
import io.nasrec.data.DenseTransform;
import io.nasrec.data.Manifest;
import io.nasrec.data.SplitName;
import io.nasrec.data.SplitScheme;
import io.nasrec.data.raw.CriteoText;
import io.nasrec.data.raw.RawDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Encodings and splits of all kinds, with any number of threads. */
class SchemesTest {
  private static final int ROWS = 12_000; // several pieces of text

  @TempDir Path directory;
  private final List<String> lines = CriteoLines.random(ROWS, 5);
  private Path raw;

  @BeforeEach
  void write() throws IOException {
    raw = Files.createDirectory(directory.resolve("raw"));
    CriteoLines.write(raw.resolve("train.tsv"), lines.subList(0, 9_000));
    CriteoLines.gzip(raw.resolve("valid.tsv.gz"), lines.subList(9_000, 10_000));
    CriteoLines.write(raw.resolve("test.tsv"), lines.subList(10_000, ROWS));
  }

  private PrepareOptions options(SplitScheme split, CategoricalEncoding... encodings) {
    CriteoText source = new CriteoText(RawDirectory.files(List.of(raw)), 0);
    List<CategoricalColumn> columns = new ArrayList<>();
    for (String name : source.schema().categoricalNames()) {
      columns.add(new CategoricalColumn(name, encodings[columns.size() % encodings.length]));
    }
    return new PrepareOptions(
        source,
        split,
        3,
        source.schema().dense().stream()
            .map(name -> new DenseColumn(name, DenseTransform.LOG1P))
            .toList(),
        columns);
  }

  private Manifest prepare(PrepareOptions options, String name, int threads) {
    return Preparation.run(options, directory.resolve(name), threads, Progress.NONE).manifest();
  }

  @ParameterizedTest
  @EnumSource(SplitScheme.class)
  void theFilesDoNotDependOnTheNumberOfThreads(SplitScheme split) throws IOException {
    CategoricalEncoding[] encodings = {new Vocabulary(3), new Buckets(50), new Vocabulary(1, 9)};
    prepare(options(split, encodings), "one", 1);
    for (int threads : new int[] {2, 7}) {
      String again = "again" + threads;
      prepare(options(split, encodings), again, threads);
      for (String file :
          List.of(
              "manifest.json",
              "train.arrow",
              "validation.arrow",
              "test.arrow",
              "vocabulary.arrow")) {
        assertThat(directory.resolve(again).resolve(file))
            .hasSameBinaryContentAs(directory.resolve("one").resolve(file));
      }
    }
  }

  @Test
  void hashedFieldsNeedOnePassAndNoVocabulary() throws IOException {
    List<String> stages = new ArrayList<>();
    PrepareOptions options = options(SplitScheme.NASREC, new Buckets(50));
    Path target = directory.resolve("hashed");
    Preparation.run(options, target, 2, (stage, done, total, unit) -> stages.add(stage));

    assertThat(stages).containsOnly("digest", "parse rows");
    assertThat(target.resolve("vocabulary.arrow")).doesNotExist();
    try (Dataset dataset = Dataset.open(target)) {
      assertThat(dataset.manifest().cardinalities()).containsOnly(52);
      Batch train = dataset.train().read(0, dataset.train().rows());
      Splitter splitter = Splitter.of(SplitScheme.NASREC, 3, 0);
      int row = 0;
      // The files are read in the order of their names: test, train, valid.
      List<String> order = new ArrayList<>(lines.subList(10_000, ROWS));
      order.addAll(lines.subList(0, 10_000));
      for (String line : order) {
        String[] columns = line.split("\t", -1);
        if (splitter.next(line.charAt(0) - '0', null) == SplitName.TRAIN) {
          for (int f = 0; f < 26; f++) {
            String value = columns[14 + f];
            int expected = value.isEmpty() ? 0 : 2 + (int) (Long.parseLong(value, 16) % 50);
            assertThat(train.sparse()[row * 26 + f]).isEqualTo(expected);
          }
          row++;
        }
      }
      assertThat(row).isEqualTo(train.size());
    }
  }

  @Test
  void aCapLimitsTheCardinality() {
    assertThat(
            prepare(options(SplitScheme.NASREC, new Vocabulary(1, 7)), "capped", 2).cardinalities())
        .allMatch(cardinality -> cardinality <= 9)
        .contains(9);
  }

  @ParameterizedTest
  @EnumSource(
      value = SplitScheme.class,
      names = {"GIVEN", "X4"})
  void aSplitIntoFilesIsKept(SplitScheme split) {
    Manifest manifest = prepare(options(split, new Vocabulary(1)), "given", 2);
    assertThat(manifest.train().rows()).isEqualTo(9_000);
    assertThat(manifest.validation().rows()).isEqualTo(1_000);
    assertThat(manifest.test().rows()).isEqualTo(2_000);
    assertThat(manifest.raw().files()).hasSize(3);
  }

  @Test
  void aSplitThatTheDataDoesNotGiveIsAskedFor() {
    CriteoText source = new CriteoText(raw.resolve("train.tsv"), 0);
    assertThatThrownBy(
            () ->
                prepare(
                    new PrepareOptions(source, SplitScheme.GIVEN, 1, 1, DenseTransform.LOG1P),
                    "none",
                    1))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(
            "data.split is given, but the data gives no split: name a file for each");
  }

  @Test
  void rowsOfNamedFilesThatAreDealtAnewAreNoted() throws IOException {
    assertThat(prepare(options(SplitScheme.NASREC, new Buckets(9)), "anew", 1).notes())
        .containsExactly(
            "the files are named as parts of a split, but the split is nasrec: their rows are"
                + " dealt anew");
    assertThat(prepare(options(SplitScheme.X4, new Buckets(9)), "kept", 1).notes()).isEmpty();
  }

  @Test
  void filesThatChangePlacesAreOtherData() throws IOException {
    String before = prepare(options(SplitScheme.GIVEN, new Buckets(9)), "before", 1).digest();
    Files.move(raw.resolve("test.tsv"), raw.resolve("x.tsv"));
    Files.move(raw.resolve("train.tsv"), raw.resolve("test.tsv"));
    Files.move(raw.resolve("x.tsv"), raw.resolve("train.tsv"));
    assertThat(prepare(options(SplitScheme.GIVEN, new Buckets(9)), "after", 1).digest())
        .isNotEqualTo(before);
  }
}
