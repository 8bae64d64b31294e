package io.nasrec.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.ParquetReader;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nasrec.supernet.model.ModelDirectory;
import io.nasrec.supernet.model.Tested;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that was trained on a shop's log, split by time, and raw rows of the same shop. */
class PredictCommandTest {
  private static final int ROWS = 40_000;

  @TempDir private static Path directory;
  private static List<String> lines;
  private static Path model;
  private final Shell shell = new Shell();

  @BeforeAll
  static void train() throws IOException {
    Path shop = Files.writeString(directory.resolve("shop.csv"), rows());
    lines = Files.readAllLines(shop);
    Shell shell = new Shell();
    Path yaml = directory.resolve("shop.yaml");
    assertThat(shell.run("inspect", shop, "--out", yaml)).as(shell.err()).isZero();
    List<String> train = new ArrayList<>(List.of("train", yaml.toString(), "--baseline", "dcn-v2"));
    for (String key : List.of("data.split=chronological", "retrain.epochs=1", "engine.threads=1")) {
      train.addAll(List.of("--set", key));
    }
    train.addAll(List.of("--test", "--predictions", "--out", directory.resolve("run").toString()));
    assertThat(shell.run(train)).as(shell.err()).isZero();
    model = directory.resolve("run/networks/dcn-v2/training-1");
  }

  private static String rows() {
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder text = new StringBuilder("price,user,city,bought,device\n");
    for (int i = 0; i < ROWS; i++) {
      int city = random.nextInt(6);
      double rate = city == 0 ? 0.6 : 0.2;
      text.append(random.nextInt(9) == 0 ? "" : random.nextInt(9_000) / 100.0).append(',');
      // Users come and go: the last ones are new.
      text.append("user-number-").append(i / 100 + random.nextInt(900)).append(',');
      text.append("city ").append(city).append(',');
      text.append(random.nextDouble() < rate ? 1 : 0).append(',');
      text.append(random.nextInt(3) == 0 ? "" : "phone").append('\n');
    }
    return text.toString();
  }

  private static Path file(String name, Stream<String> rows) throws IOException {
    return Files.write(
        directory.resolve(name), Stream.concat(Stream.of(lines.get(0)), rows).toList());
  }

  /** The last tenth, which is the test split. */
  private static Path testRows() throws IOException {
    return file("test-rows.csv", lines.stream().skip(1 + ROWS * 9 / 10));
  }

  private List<Double> predict(Path rows, String... more) throws IOException {
    Path out = directory.resolve("out.csv");
    List<String> command =
        new ArrayList<>(List.of("predict", model.toString(), rows.toString(), "--out", out + ""));
    command.addAll(List.of(more));
    assertThat(shell.run(command)).as(shell.err()).isZero();
    return Files.readAllLines(out).stream()
        .skip(1)
        .map(line -> line.substring(line.lastIndexOf(',') + 1))
        .map(cell -> cell.replace("\"\"", "")) // an empty value that is alone in its line
        .map(cell -> cell.isEmpty() ? null : Double.valueOf(cell))
        .toList();
  }

  private static int column(String name) {
    return List.of(lines.get(0).split(",", -1)).indexOf(name);
  }

  @Test
  void theTestSplitsRawRowsHaveItsProbabilities() throws IOException {
    List<Double> predicted = predict(testRows());

    List<Float> prepared =
        Files.readAllLines(model.resolve("test.csv")).stream()
            .skip(1)
            .map(line -> Float.valueOf(line.split(",", -1)[2]))
            .toList();
    assertThat(predicted.stream().map(Double::floatValue).toList()).isEqualTo(prepared);
    assertThat(predict(testRows(), "--keys", "user")).isEqualTo(predicted);
  }

  /** Log loss and AUC by their definitions, from nothing but the two files. */
  @Test
  void evaluateSaysWhatThePredictionsSay() throws IOException {
    Path rows = testRows();
    List<Double> predicted = predict(rows);
    List<String> labelled = Files.readAllLines(rows);
    int label = column(label());
    double loss = 0;
    List<double[]> pairs = new ArrayList<>();
    for (int i = 0; i < predicted.size(); i++) {
      double y = Double.parseDouble(labelled.get(1 + i).split(",", -1)[label]);
      double p = predicted.get(i);
      loss -= y * Math.log(p) + (1 - y) * Math.log(1 - p);
      pairs.add(new double[] {p, y});
    }
    pairs.sort(Comparator.comparingDouble(pair -> pair[0]));
    double concordant = 0;
    double negatives = 0;
    double positives = 0;
    for (int from = 0; from < pairs.size(); ) {
      int to = from;
      double clicks = 0;
      for (; to < pairs.size() && pairs.get(to)[0] == pairs.get(from)[0]; to++) {
        clicks += pairs.get(to)[1];
      }
      concordant += clicks * (negatives + (to - from - clicks) / 2);
      negatives += to - from - clicks;
      positives += clicks;
      from = to;
    }
    Tested tested = ModelDirectory.open(model).model().test().orElseThrow();
    assertThat(tested.metrics().logLoss()).isCloseTo(loss / predicted.size(), within(1e-9));
    assertThat(tested.metrics().auc())
        .isCloseTo(concordant / (positives * negatives), within(1e-9));

    Path json = directory.resolve("measured.json");
    assertThat(shell.run("evaluate", model, rows, "--json", json)).as(shell.err()).isZero();
    JsonNode measured = new ObjectMapper().readTree(json.toFile());
    assertThat(measured.get("rows").asLong()).isEqualTo(4000);
    assertThat(measured.at("/metrics/logLoss").asDouble())
        .isCloseTo(loss / predicted.size(), within(1e-9));
    assertThat(measured.at("/metrics/auc").asDouble())
        .isCloseTo(concordant / (positives * negatives), within(1e-9));
    assertThat(shell.out())
        .containsPattern("rows +4,000\\R")
        .contains(String.format(Locale.ROOT, "log loss            %.6f", loss / predicted.size()))
        .contains(
            String.format(
                Locale.ROOT, "AUC                 %.6f", concordant / (positives * negatives)))
        .containsPattern("field +rare or unseen +training +missing +training\\R");
    String all = shell.out();
    Path second = directory.resolve("split.json");
    assertThat(shell.run("evaluate", model, "--split", "test", "--json", second)).isZero();
    assertThat(all).contains(shell.out().replaceAll("(?s).*(log loss.*)", "$1"));
    assertThat(second).hasSameTextualContentAs(json);
    assertThat(shell.run("evaluate", model, rows, "--json", rows)).isEqualTo(2);
    assertThat(shell.err()).contains("is read by this command");
  }

  private static String label() throws IOException {
    return ModelDirectory.open(model).model().data().label();
  }

  @Test
  void columnsAreFoundByNameAndTheLabelMayBeAbsent() throws IOException {
    List<Double> expected = predict(testRows());
    int label = column(label());
    List<String> shuffled = new ArrayList<>();
    for (String line : Files.readAllLines(testRows())) {
      List<String> cells = new ArrayList<>(Arrays.asList(line.split(",", -1)));
      cells.remove(label);
      Collections.reverse(cells);
      cells.add(shuffled.isEmpty() ? "more" : "x");
      shuffled.add(String.join(",", cells));
    }
    Path rows = Files.write(directory.resolve("shuffled.csv"), shuffled);
    assertThat(predict(rows)).isEqualTo(expected);
    assertThat(shell.run("evaluate", model, rows)).isEqualTo(2);
    assertThat(shell.err()).contains("shuffled.csv: the column " + label());
  }

  @Test
  void aMissingColumnIsNamedOrMissing() throws IOException {
    Path rows = Files.write(directory.resolve("narrow.csv"), List.of("user", "u1", "nobody"));
    assertThat(shell.run("predict", model, rows, "--out", directory.resolve("x.csv"))).isEqualTo(2);
    assertThat(shell.err()).contains("narrow.csv: the columns ", " are missing");
    assertThat(directory.resolve("x.csv")).doesNotExist();
    assertThat(predict(rows, "--missing-columns", "as-missing")).hasSize(2).doesNotContainNull();
    assertThat(shell.run("predict", model, rows, "--out", "x.txt")).isEqualTo(2);
    assertThat(shell.err())
        .contains("--out x.txt: must end with .csv, .csv.gz, .arrow or .parquet");
    assertThat(shell.run("predict", model, rows, "--out", rows)).isEqualTo(2);
    assertThat(shell.err()).contains("is read by this command");
  }

  /** Each record has its line: that of a bad one has no probability. */
  @Test
  void aBadRowShiftsNoLine() throws IOException {
    List<String> rows = new ArrayList<>(Files.readAllLines(testRows()));
    List<Double> expected = new ArrayList<>(predict(testRows()));
    rows.add(11, "too,short");
    expected.add(10, null);
    rows.add("short");
    expected.add(null);
    Path file = Files.write(directory.resolve("bad.csv"), rows);

    assertThat(predict(file, "--max-bad-rows", "2")).isEqualTo(expected);
    assertThat(shell.out()).contains("bad rows, without a probability: 2; the first: " + file);
    assertThat(shell.run("predict", model, file, "--out", directory.resolve("y.csv"))).isEqualTo(2);
    assertThat(shell.err()).contains("bad.csv, record 12: expected ");
  }

  @Test
  void allFormatsSayTheSame() throws IOException {
    Path rows = testRows();
    predict(rows, "--keys", "user");
    List<String> csv = Files.readAllLines(directory.resolve("out.csv"));
    for (String name : List.of("p.csv.gz", "p.arrow", "p.parquet")) {
      assertThat(
              shell.run("predict", model, rows, "--keys", "user", "--out", directory.resolve(name)))
          .as(shell.err())
          .isZero();
    }
    try (GZIPInputStream in =
        new GZIPInputStream(Files.newInputStream(directory.resolve("p.csv.gz")))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines())
          .containsExactlyElementsOf(csv);
    }
    List<String> arrow = new ArrayList<>(List.of(csv.get(0)));
    try (FileChannel channel = FileChannel.open(directory.resolve("p.arrow"));
        RootAllocator allocator = new RootAllocator();
        ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
      while (reader.loadNextBatch()) {
        VectorSchemaRoot root = reader.getVectorSchemaRoot();
        for (int row = 0; row < root.getRowCount(); row++) {
          arrow.add(root.getVector(0).getObject(row) + "," + root.getVector(1).getObject(row));
        }
      }
    }
    assertThat(arrow).isEqualTo(csv);
    List<String> parquet = new ArrayList<>(List.of(csv.get(0)));
    try (ParquetReader<Map<String, Object>, Map<String, Object>, String> reader =
        ParquetReader.spliterator(
            directory.resolve("p.parquet").toFile(), new Cells(), path -> path[0])) {
      reader.forEachRemaining(row -> parquet.add(row.get("user") + "," + row.get("probability")));
    }
    assertThat(parquet).isEqualTo(csv);
    assertThat(shell.run("predict", model, rows, "--keys", "user", "--out", "-")).isZero();
    assertThat(shell.out().lines()).containsExactlyElementsOf(csv);
  }

  private static final class Cells
      implements Hydrator<Map<String, Object>, Map<String, Object>, String> {
    @Override
    public Map<String, Object> start() {
      return new HashMap<>();
    }

    @Override
    public Map<String, Object> add(Map<String, Object> row, String heading, Object value) {
      row.put(heading, value);
      return row;
    }

    @Override
    public Map<String, Object> finish(Map<String, Object> row) {
      return row;
    }
  }

  @Test
  void evaluationByAColumn() throws IOException {
    assertThat(shell.run("evaluate", model, testRows(), "--by", "user")).as(shell.err()).isZero();
    assertThat(shell.out()).containsPattern("user +rows +click rate +log loss +AUC");
    assertThat(shell.run("evaluate", model, "--by", "user")).isEqualTo(2);
    assertThat(shell.err()).contains("--by needs FILE: labelled raw rows");
  }
}
