package io.nasrec.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.nasrec.data.Batch;
import io.nasrec.data.Dataset;
import io.nasrec.experiments.workflow.TinyExperiment;
import io.nasrec.supernet.model.ModelDirectory;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the command line to ONNX Runtime. */
class ExportCommandTest {
  private final Shell shell = new Shell();
  @TempDir private Path directory;

  /** What {@code evaluate} says of the validation rows, ONNX Runtime says of their ids. */
  @Test
  void idsOfPreparedRows() throws Exception {
    Path model = trained(TinyExperiment.arguments(), "deepfm");
    Path onnx = directory.resolve("deepfm.onnx");
    assertThat(shell.run("export", model, "--onnx", onnx, "--inputs", "ids"))
        .as(shell.err())
        .isZero();
    assertThat(shell.out())
        .contains("network   deepfm\n", "inputs    dense (N, 13), sparse (N, ", "probability (N)")
        .containsPattern("file +" + onnx + ", \\d");
    assertProvenance(onnx, model);
    try (Dataset dataset = Dataset.open(directory.resolve("run").resolve("data"))) {
      int rows = dataset.validation().rows();
      Batch batch = dataset.validation().read(0, rows);
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      FloatBuffer dense = batch.dense();
      LongBuffer sparse = LongBuffer.wrap(Arrays.stream(batch.sparse()).asLongStream().toArray());
      try (OnnxTensor numbers =
              OnnxTensor.createTensor(environment, dense, new long[] {rows, batch.denseWidth()});
          OnnxTensor ids =
              OnnxTensor.createTensor(
                  environment, sparse, new long[] {rows, batch.sparse().length / rows})) {
        assertClose(run(onnx, Map.of("dense", numbers, "sparse", ids)), evaluated(model));
      }
    }
  }

  /** The user's own file, with markers of missing values, and texts with commas and quotes. */
  @Test
  void rawValues() throws Exception {
    Path shop = ShopRows.write(directory.resolve("shop.csv"), 2_000);
    Path yaml = directory.resolve("shop.yaml");
    assertThat(shell.run("inspect", shop, "--out", yaml)).as(shell.err()).isZero();
    Path model =
        trained(
            List.of(
                yaml.toString(),
                "--set=data.split=chronological",
                "--set=baseline.epochs=1",
                "--set=retrain.epochs=1",
                "--set=retrain.batchSize=64"),
            "dcn-v2");
    Path onnx = directory.resolve("shop.onnx");
    assertThat(shell.run("export", model, "--onnx", onnx)).as(shell.err()).isZero();
    assertThat(shell.out())
        .contains("inputs    one (N) per column: 3 numbers, 5 categories with 1");
    List<CSVRecord> rows = cells(shop).subList(1_600, 1_800);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensor> tensors = new HashMap<>();
    try {
      for (String name : List.of("price", "weight, kg", "days")) {
        float[] numbers = new float[rows.size()];
        for (int row = 0; row < numbers.length; row++) {
          String cell = rows.get(row).get(name);
          numbers[row] = cell.equals("NA") ? Float.NaN : Float.parseFloat(cell);
        }
        tensors.put(name, OnnxTensor.createTensor(environment, numbers));
      }
      for (String name : List.of("city", "campaign", "device", "size", "zip")) {
        String[] texts = rows.stream().map(row -> row.get(name)).toArray(String[]::new);
        tensors.put(name, OnnxTensor.createTensor(environment, texts));
      }
      assertClose(run(onnx, tensors), evaluated(model));
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private static List<CSVRecord> cells(Path csv) throws IOException {
    try (CSVParser parser =
        CSVParser.parse(
            csv,
            StandardCharsets.UTF_8,
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get())) {
      return parser.getRecords();
    }
  }

  @Test
  void mistakes() throws Exception {
    Path model = trained(TinyExperiment.arguments(), "fm");
    assertThat(shell.run("export", model)).isEqualTo(2);
    assertThat(shell.err()).contains("Missing required option: '--onnx=FILE'");
    Path weights = model.resolve("weights.safetensors");
    byte[] before = Files.readAllBytes(weights);
    assertThat(shell.run("export", model, "--onnx", weights)).isEqualTo(2);
    assertThat(shell.err()).contains("all of whose files are read; name another file");
    assertThat(weights).hasBinaryContent(before);
    Path onnx = directory.resolve("fm.onnx");
    assertThat(shell.run("export", directory.resolve("none"), "--onnx", onnx)).isEqualTo(2);
    assertThat(shell.err()).contains("none: not there; a model is a directory with model.json");
    assertThat(onnx).doesNotExist();

    // A model needs nothing of the run that it comes from.
    Path moved = Files.createDirectories(directory.resolve("elsewhere"));
    for (String name : List.of("model.json", "weights.safetensors", "vocabulary.arrow")) {
      Files.copy(model.resolve(name), moved.resolve(name));
    }
    assertThat(shell.run("export", moved, "--onnx", onnx)).as(shell.err()).isZero();
  }

  private Path trained(List<String> experiment, String baseline) {
    List<String> arguments = new ArrayList<>(List.of("train", "--baseline", baseline));
    arguments.addAll(experiment);
    arguments.addAll(List.of("--out", directory.resolve("run").toString()));
    assertThat(shell.run(arguments)).as(shell.err()).isZero();
    return directory.resolve("run/networks").resolve(baseline).resolve("training-1");
  }

  /** The probabilities of the validation rows, from the file that {@code evaluate} writes. */
  private double[] evaluated(Path model) throws Exception {
    Path csv = directory.resolve("predictions.csv");
    assertThat(shell.run("evaluate", model, "--predictions", csv)).as(shell.err()).isZero();
    return Files.readAllLines(csv).stream()
        .skip(1)
        .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[2]))
        .toArray();
  }

  /** The file says where the model comes from. */
  private static void assertProvenance(Path onnx, Path model) throws Exception {
    try (OrtSession session = OrtEnvironment.getEnvironment().createSession(onnx.toString())) {
      assertThat(session.getMetadata().getCustomMetadata())
          .containsAllEntriesOf(ModelDirectory.open(model).model().provenance().texts())
          .containsKeys("dataDigest", "network", "modelSha256", "seed");
    }
  }

  private static float[] run(Path onnx, Map<String, OnnxTensor> inputs) throws OrtException {
    try (OrtSession session = OrtEnvironment.getEnvironment().createSession(onnx.toString());
        OrtSession.Result result = session.run(inputs)) {
      return (float[]) result.get(0).getValue();
    }
  }

  private static void assertClose(float[] said, double[] ours) {
    assertThat(said).hasSameSizeAs(ours);
    for (int row = 0; row < ours.length; row++) {
      assertThat(said[row]).as("row %s", row).isCloseTo((float) ours[row], within(1e-5f));
    }
  }

  @Test
  void oneIsSingular() {
    assertThat(ExportCommand.counted(1, "category", "categories")).isEqualTo("1 category");
    assertThat(ExportCommand.counted(0, "category", "categories")).isEqualTo("0 categories");
  }
}
