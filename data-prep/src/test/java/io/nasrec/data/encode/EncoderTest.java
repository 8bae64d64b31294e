package io.nasrec.data.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.Progress;
import io.nasrec.data.Batch;
import io.nasrec.data.CategoricalColumn;
import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.CriteoLines;
import io.nasrec.data.Dataset;
import io.nasrec.data.DenseColumn;
import io.nasrec.data.DenseTransform;
import io.nasrec.data.Manifest;
import io.nasrec.data.SplitScheme;
import io.nasrec.data.prepare.Preparation;
import io.nasrec.data.prepare.PrepareOptions;
import io.nasrec.data.raw.CriteoText;
import io.nasrec.data.raw.NumbersAsIds;
import io.nasrec.data.raw.RawFile;
import io.nasrec.data.raw.RawRows;
import io.nasrec.data.raw.RawSource;
import io.nasrec.data.raw.RowUse;
import io.nasrec.data.table.MapRows;
import io.nasrec.data.table.RawFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a data set holds of its last tenth of rows, against the same rows encoded anew. */
class EncoderTest {
  private static final RowUse PREDICTING =
      new RowUse(RowUse.Purpose.PREDICTING, false, List.of("I2", "C3"));

  @TempDir private Path directory;
  private final List<String> lines = CriteoLines.random(5_000, 4);
  private Manifest manifest;
  private Encoder encoder;

  @BeforeEach
  void prepare() throws IOException {
    RawSource source =
        new NumbersAsIds(
            new CriteoText(CriteoLines.write(directory.resolve("raw.tsv"), lines), 0),
            List.of("I3"));
    List<CategoricalColumn> columns = new ArrayList<>();
    for (String name : source.schema().categoricalNames()) {
      columns.add(
          new CategoricalColumn(
              name,
              name.equals("C5")
                  ? new CategoricalEncoding.Buckets(50)
                  : new CategoricalEncoding.Vocabulary(12)));
    }
    manifest =
        Preparation.run(
                new PrepareOptions(
                    source,
                    SplitScheme.CHRONOLOGICAL,
                    1,
                    source.schema().dense().stream()
                        .map(name -> new DenseColumn(name, DenseTransform.LOG1P))
                        .toList(),
                    columns),
                directory.resolve("set"),
                Progress.NONE)
            .manifest();
    encoder =
        new Encoder(
            new ColumnEncoder(manifest.key().dense(), manifest.key().categorical()),
            Vocabularies.read(
                directory.resolve("set/vocabulary.arrow"),
                RawFormats.schema(manifest.key().format()).categorical(),
                manifest.key().categorical(),
                manifest.cardinalities()));
  }

  /** The last tenth without its labels. */
  private Path unlabelled() throws IOException {
    return CriteoLines.write(
        directory.resolve("test.txt"),
        lines.subList(4_500, 5_000).stream().map(line -> line.substring(2)).toList());
  }

  private List<RawRows> read(Path file, RowUse use, long maxBadRows) {
    List<RawRows> read = new ArrayList<>();
    RawFormats.source(manifest.key().format(), RawFile.of(file), Optional.empty(), maxBadRows, use)
        .read(2, "test", Progress.NONE, rows -> rows, read::add);
    return read;
  }

  private void assertTestSplit(Batch encoded) {
    try (Dataset dataset = Dataset.open(directory.resolve("set"))) {
      Batch prepared = dataset.test().reveal("encoder", rows -> rows.read(0, rows.rows()));
      assertThat(encoded.size()).isEqualTo(500).isEqualTo(prepared.size());
      assertThat(encoded.sparse()).isEqualTo(prepared.sparse());
      assertThat(encoded.dense()).isEqualTo(prepared.dense());
    }
  }

  @Test
  void rowsWithoutLabelsAreEncodedLikeThoseOfTheDataSet() throws IOException {
    List<RawRows> rows = read(unlabelled(), PREDICTING, 0);

    assertTestSplit(encoder.encode(rows.get(0)));
    assertThat(rows.get(0).carried(0, 7)).isEqualTo(lines.get(4_507).split("\t", -1)[2]);
    assertThat(rows.get(0).carried(1, 7)).isEqualTo(lines.get(4_507).split("\t", -1)[16]);
  }

  @Test
  void rowsOfAProgramAreEncodedLikeThoseOfAFile() {
    MapRows reader = new MapRows(manifest.key().format());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String line : lines.subList(4_500, 5_000)) {
      String[] cells = line.split("\t", -1);
      Map<String, Object> row = new HashMap<>(Map.of("more", List.of()));
      for (int i = 0; i < 39; i++) {
        String cell = cells[1 + i];
        boolean number = i < 13 && !cell.isEmpty();
        row.put(
            reader.inputs().get(i),
            number ? (Object) Double.valueOf(cell) : cell.isEmpty() ? null : cell);
      }
      rows.add(row);
    }
    assertTestSplit(encoder.encode(reader.read(rows)));

    rows.get(1).remove("I1");
    rows.get(1).remove("C26");
    assertThatThrownBy(() -> reader.read(rows))
        .isInstanceOf(BadDataException.class)
        .hasMessage("row 2: the columns I1, C26 are missing; a value that is missing is" + " null");
    rows.get(0).put("C1", "no hex");
    assertThatThrownBy(() -> reader.read(rows))
        .hasMessageStartingWith("row 1, column C1: expected 1 to 8 hexadecimal digits or nothing");
    rows.get(0).put("C1", List.of(1));
    assertThatThrownBy(() -> reader.read(rows))
        .hasMessageStartingWith("row 1, column C1: expected a text, number or boolean, but found");
  }

  /** A record that lacks a value is a bad row, not one without a label. */
  @Test
  void noRecordIsShifted() throws IOException {
    List<String> few = new ArrayList<>(lines.subList(0, 50));
    few.set(10, few.get(10).substring(0, few.get(10).lastIndexOf('\t')));
    Path file = CriteoLines.write(directory.resolve("labelled.tsv"), few);
    assertThatThrownBy(() -> read(file, PREDICTING, 0))
        .isInstanceOf(BadDataException.class)
        .hasMessage(file + ", record 11: expected 40 tab-separated columns, but found 39");
    assertThat(read(file, PREDICTING, 1).get(0).size()).isEqualTo(49);
  }

  @Test
  void withAHeaderColumnsAreFoundByName() throws IOException {
    List<String> names =
        new ArrayList<>(RawFormats.inputs(manifest.key().format()).stream().sorted().toList());
    names.add("more");
    StringBuilder text = new StringBuilder(String.join(",", names)).append('\n');
    List<String> inputs = RawFormats.inputs(manifest.key().format());
    for (String line : lines.subList(4_500, 5_000)) {
      String[] cells = line.split("\t", -1);
      names.forEach(
          name ->
              text.append(name.equals("more") ? "x" : cells[1 + inputs.indexOf(name)])
                  .append(name.equals("more") ? '\n' : ','));
    }
    Path file = Files.writeString(directory.resolve("named.csv"), text);
    assertTestSplit(encoder.encode(read(file, PREDICTING, 0).get(0)));

    Path cut = Files.writeString(directory.resolve("cut.csv"), "I1,I2,C3\n1,2,ab\n");
    assertThatThrownBy(() -> read(cut, PREDICTING, 0))
        .hasMessageStartingWith(cut + ": the columns I3, I4, I5, ")
        .hasMessageEndingWith(", C26 are missing");
    RowUse lenient = new RowUse(RowUse.Purpose.PREDICTING, true, List.of());
    Batch encoded = encoder.encode(read(cut, lenient, 0).get(0));
    assertThat(IntStream.of(encoded.sparse()).filter(id -> id > 0).count()).isEqualTo(1);
    assertThat(encoded.dense().get(0)).isEqualTo((float) Math.log(2));
  }

  @Test
  void theManifestCountsWhatIsMissingAndRare() throws IOException {
    Batch encoded = encoder.encode(read(unlabelled(), PREDICTING, 0).get(0));
    int fields = manifest.sparseNames().size();
    for (int f = 0; f < fields; f++) {
      int field = f;
      assertThat(count(encoded, field, fields, 0)).isEqualTo(manifest.test().missing().get(f));
      assertThat(count(encoded, field, fields, 1)).isEqualTo(manifest.test().rare().get(f));
    }
    assertThat(manifest.test().rare()).anyMatch(rows -> rows > 10);
  }

  private static int count(Batch encoded, int field, int fields, int id) {
    return (int)
        IntStream.range(0, encoded.size())
            .filter(row -> encoded.sparse()[row * fields + field] == id)
            .count();
  }

  @Test
  void anotherVocabularyIsRefused() {
    List<Integer> more = new ArrayList<>(manifest.cardinalities());
    more.set(3, more.get(3) + 1);
    Path file = directory.resolve("set/vocabulary.arrow");
    assertThatThrownBy(
            () ->
                Vocabularies.read(
                    file,
                    RawFormats.schema(manifest.key().format()).categorical(),
                    manifest.key().categorical(),
                    more))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(file + " is damaged: field C3 should have ");
  }
}
