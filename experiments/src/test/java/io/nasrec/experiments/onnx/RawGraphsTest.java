package io.nasrec.experiments.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import io.nasrec.commons.Progress;
import io.nasrec.data.BatchSource;
import io.nasrec.data.CategoricalColumn;
import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.Dataset;
import io.nasrec.data.DenseColumn;
import io.nasrec.data.DenseTransform;
import io.nasrec.data.Manifest;
import io.nasrec.data.SplitScheme;
import io.nasrec.data.prepare.Preparation;
import io.nasrec.data.prepare.PrepareOptions;
import io.nasrec.data.raw.CriteoText;
import io.nasrec.data.raw.Dialect;
import io.nasrec.data.raw.RawFile;
import io.nasrec.data.raw.RawSource;
import io.nasrec.data.table.ColumnRoles;
import io.nasrec.data.table.DelimitedText;
import io.nasrec.space.network.InputShape;
import io.nasrec.supernet.model.ModelData;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Graphs over raw values: ONNX Runtime reads the cells of a file, and this program what {@code
 * prepare} made of the same file.
 */
class RawGraphsTest {
  private static final Set<String> MISSING = Set.of("NA", "-");

  /** Among them one transform twice, and none in the order in which the graph handles them. */
  private static final Map<String, DenseTransform> NUMBERS =
      new TreeMap<>(
          Map.of(
              "change", DenseTransform.SIGNED_LOG1P,
              "count", DenseTransform.SQUARE_LOG,
              "price", DenseTransform.LOG1P,
              "score", DenseTransform.NONE,
              "stock", DenseTransform.LOG1P));

  private static final List<String> CATEGORIES = List.of("user id", "ad", "land");

  @TempDir private Path directory;

  @Test
  void columnsOfATable() throws Exception {
    List<String[]> rows = ShopCells.rows();
    ColumnRoles roles =
        new ColumnRoles(
            "click",
            List.copyOf(NUMBERS.keySet()),
            CATEGORIES,
            List.of(),
            MISSING,
            Optional.of("split"));
    Dialect dialect = new Dialect(',', '"', true, StandardCharsets.UTF_8);
    DelimitedText source =
        new DelimitedText(
            RawFile.of(ShopCells.csv(directory, roles.all(), rows)), dialect, roles, 0);
    List<DenseColumn> dense =
        NUMBERS.entrySet().stream().map(e -> new DenseColumn(e.getKey(), e.getValue())).toList();
    prepare(source, dense);
    List<String[]> unseen = rows.subList(ShopCells.TRAIN, ShopCells.TRAIN + ShopCells.ROWS);
    assertThat(unseen.stream().filter(row -> row[6].startsWith("new"))).hasSizeGreaterThan(100);
    assertThat(unseen.stream().filter(row -> row[1].isEmpty())).hasSizeGreaterThan(100);

    // Fewer embedding rows than some field has values.
    try (Dataset dataset = Dataset.open(set());
        RandomModel model = model(dataset, 40)) {
      Map<String, Object> inputs = new TreeMap<>();
      int column = 1;
      for (String name : NUMBERS.keySet()) {
        inputs.put(name, ShopCells.numbers(unseen, column++, MISSING));
      }
      for (String name : CATEGORIES) {
        inputs.put(name, ShopCells.texts(unseen, column++));
      }
      assertSame(model, dataset.validation(), inputs);
      SampleFiles.write(
          directory.resolve("model.onnx"), inputs, model.probabilities(dataset.validation()));
    }
  }

  /** Decimal numbers and hexadecimal values, in a file without markers. */
  @Test
  void columnsOfCriteo() throws Exception {
    RandomGenerator random = new SplittableRandom(4);
    List<String[]> rows = new ArrayList<>();
    for (int row = 0; row < 5_000; row++) {
      String[] cells = new String[40];
      cells[0] = random.nextInt(4) == 0 ? "1" : "0";
      for (int i = 1; i < 14; i++) {
        cells[i] = random.nextInt(5) == 0 ? "" : String.valueOf(random.nextInt(-3, 1 << i));
      }
      for (int i = 14; i < 40; i++) {
        int value = random.nextInt(5) == 0 ? random.nextInt() : random.nextInt(5 * i);
        cells[i] = random.nextInt(9) == 0 ? "" : HexFormat.of().toHexDigits(value * 0x9e3779b9);
      }
      rows.add(cells);
    }
    Path file = directory.resolve("train.txt");
    Files.write(file, rows.stream().map(cells -> String.join("\t", cells)).toList());
    CriteoText source = new CriteoText(file, 0);
    List<DenseColumn> dense =
        source.schema().dense().stream()
            .map(name -> new DenseColumn(name, DenseTransform.SQUARE_LOG))
            .toList();
    Preparation.run(
        new PrepareOptions(source, SplitScheme.CHRONOLOGICAL, 1, dense, vocabularies(source)),
        set(),
        Progress.NONE);
    List<String[]> last = rows.subList(4_000, 4_500);
    try (Dataset dataset = Dataset.open(set());
        RandomModel model = model(dataset, 1_000)) {
      Map<String, Object> inputs = new TreeMap<>();
      for (int i = 0; i < 13; i++) {
        inputs.put(source.schema().dense().get(i), ShopCells.numbers(last, 1 + i, Set.of()));
      }
      for (int f = 0; f < 26; f++) {
        inputs.put(source.schema().categoricalNames().get(f), ShopCells.texts(last, 14 + f));
      }
      assertSame(model, dataset.validation(), inputs);
    }
  }

  /** Such data have one constant input. */
  @Test
  void withoutNumbers() throws Exception {
    List<String[]> rows = ShopCells.rows();
    rows.replaceAll(row -> new String[] {row[0], row[6], row[7], row[8], row[9]});
    ColumnRoles roles =
        new ColumnRoles("click", List.of(), CATEGORIES, List.of(), MISSING, Optional.of("split"));
    Dialect dialect = new Dialect(',', '"', true, StandardCharsets.UTF_8);
    prepare(
        new DelimitedText(
            RawFile.of(ShopCells.csv(directory, roles.all(), rows)), dialect, roles, 0),
        List.of());
    List<String[]> unseen = rows.subList(ShopCells.TRAIN, ShopCells.TRAIN + ShopCells.ROWS);
    try (Dataset dataset = Dataset.open(set());
        RandomModel model = model(dataset, 1_000)) {
      Map<String, Object> inputs = new TreeMap<>();
      for (int f = 0; f < 3; f++) {
        inputs.put(CATEGORIES.get(f), ShopCells.texts(unseen, 1 + f));
      }
      assertSame(model, dataset.validation(), inputs);
    }
  }

  private void assertSame(RandomModel model, BatchSource prepared, Map<String, Object> inputs)
      throws Exception {
    RawColumns columns = columns();
    Path file = directory.resolve("model.onnx");
    Map<String, String> told = Map.of("modelDigest", "abc");
    OnnxExport.ofRaw(model.network(), model.weights(), columns, told).write(file);
    try (Session session = new Session(file)) {
      assertThat(session.onnx().getInputNames())
          .containsExactlyElementsOf(
              Stream.concat(
                      columns.dense().stream().map(DenseColumn::name),
                      columns.categorical().stream().map(CategoricalColumn::name))
                  .toList());
      TensorInfo text =
          (TensorInfo)
              session.onnx().getInputInfo().get(columns.categorical().get(0).name()).getInfo();
      assertThat(text.type).isEqualTo(OnnxJavaType.STRING);
      assertThat(text.getShape()).containsExactly(-1);
      assertThat(session.onnx().getMetadata().getProducerName()).isEqualTo("NASRec for Java");
      assertThat(session.onnx().getMetadata().getCustomMetadata())
          .containsEntry("modelDigest", "abc")
          .containsKeys("inputs", "columns", "texts");
      int rows = prepared.rows();
      Closeness.assertClose(session.probabilities(rows, inputs), model.probabilities(prepared));
    }
  }

  private RawColumns columns() {
    try (Dataset dataset = Dataset.open(set())) {
      return RawColumns.of(ModelData.of(dataset.manifest()), set().resolve(Manifest.VOCABULARY));
    }
  }

  private static RandomModel model(Dataset dataset, int maxRows) {
    Manifest manifest = dataset.manifest();
    InputShape input =
        new InputShape(manifest.denseNames().size(), manifest.sparseNames().size(), 8);
    return RandomModel.of(RandomModel.small(input), input, manifest.cardinalities(), maxRows, 3);
  }

  private void prepare(RawSource source, List<DenseColumn> dense) {
    Preparation.run(
        new PrepareOptions(source, SplitScheme.GIVEN, 1, dense, vocabularies(source)),
        set(),
        Progress.NONE);
  }

  private static List<CategoricalColumn> vocabularies(RawSource source) {
    return source.schema().categoricalNames().stream()
        .map(name -> new CategoricalColumn(name, new CategoricalEncoding.Vocabulary(2)))
        .toList();
  }

  private Path set() {
    return directory.resolve("set");
  }
}
