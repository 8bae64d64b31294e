package io.nasrec.experiments.cli;

import io.nasrec.data.BadDataException;
import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.Dataset;
import io.nasrec.data.FileDigest;
import io.nasrec.data.Manifest;
import io.nasrec.data.Progress;
import io.nasrec.experiments.Figures;
import io.nasrec.experiments.onnx.OnnxExport;
import io.nasrec.experiments.onnx.RawColumns;
import io.nasrec.experiments.run.PastRun;
import io.nasrec.experiments.setup.Provenance;
import io.nasrec.supernet.model.SavedModel;
import io.nasrec.supernet.weights.ModelWeights;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nasrec export}: a saved model as an ONNX file. */
@Command(
    name = "export",
    description = "Writes a saved model as an ONNX file, which other programs can run.",
    footerHeading = Nasrec.EXAMPLES,
    footer = {
      "  ./nasrec export RUN_DIR/best-network.safetensors --onnx model.onnx",
      "  ./nasrec export compared/networks/fm/training-1.safetensors --onnx fm.onnx --inputs ids"
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  private static final String LINE = "%-8s  %s%n";

  /** What the graph takes. */
  enum Inputs {
    RAW,
    IDS
  }

  @Parameters(
      paramLabel = "MODEL.safetensors",
      description = "The weights; MODEL.json, which describes them, must be in the same directory.")
  private Path file;

  @Option(
      names = "--onnx",
      paramLabel = "FILE",
      required = true,
      description = "The file to write; an existing one is replaced.")
  private Path onnx;

  @Option(
      names = "--inputs",
      paramLabel = "raw|ids",
      description = {
        "raw: one input per column, with its values as the raw data have them (default);",
        "ids: the transformed numbers and the ids of prepared rows."
      })
  private Inputs inputs = Inputs.RAW;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The prepared data set, for the values of the columns. Default: that of the run directory"
              + " that contains the model.")
  private Path data;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Outputs.require(spec, "--onnx", onnx, List.of(file, SavedModel.description(file)));
    SavedModel model = SavedModel.read(file);
    try (ModelWeights weights = model.load(file)) {
      if (inputs == Inputs.IDS) {
        OnnxExport.ofIds(model.build(), model.input(), weights, metadata(model)).write(onnx);
        print(
            model,
            "dense (N, %s), sparse (N, %s)"
                .formatted(model.input().denseFeatures(), model.input().sparseFields()));
      } else {
        exportRaw(model, weights);
      }
    }
    return 0;
  }

  private void exportRaw(SavedModel model, ModelWeights weights) throws IOException {
    Path directory = data == null ? run().data() : data;
    try (Dataset dataset = Dataset.open(directory)) {
      Manifest manifest = dataset.manifest();
      Provenance.requireData(file, Map.of(Provenance.DATA_DIGEST, model.dataDigest()), dataset);
      RawColumns columns = RawColumns.of(manifest.key(), directory.resolve(Manifest.VOCABULARY));
      OnnxExport.ofRaw(model.build(), weights, columns, metadata(model)).write(onnx);
      long values =
          IntStream.range(0, columns.categorical().size())
              .mapToLong(f -> weights.embeddings().table(f).rows() - CategoricalEncoding.FIRST)
              .sum();
      print(
          model,
          "one (N) per column: %s numbers, %s categories with %s values"
              .formatted(
                  columns.dense().size(), columns.categorical().size(), Figures.count(values)));
    }
  }

  private PastRun run() {
    return PastRun.around(file)
        .orElseThrow(
            () ->
                new BadDataException(
                    file
                        + ": is not inside a run directory; name its data set with --data DIR, or"
                        + " export the graph over ids (--inputs ids)"));
  }

  private Map<String, String> metadata(SavedModel model) throws IOException {
    Map<String, String> metadata = new TreeMap<>(model.provenance());
    metadata.put("network", model.network().label());
    metadata.put("modelSha256", FileDigest.SHA_256.of(file, Progress.NONE));
    metadata.put(Provenance.DATA_DIGEST, model.dataDigest());
    return metadata;
  }

  private void print(SavedModel model, String taken) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(LINE, "network", model.network().label());
    out.printf(LINE, "inputs", taken);
    out.printf(LINE, "output", OnnxExport.OUTPUT + " (N)");
    out.printf(LINE, "file", onnx + ", " + Figures.bytes(Files.size(onnx)));
    out.flush();
  }
}
