package io.nasrec.experiments.cli;

import io.nasrec.commons.FileDigest;
import io.nasrec.commons.Progress;
import io.nasrec.data.CategoricalEncoding;
import io.nasrec.experiments.onnx.OnnxExport;
import io.nasrec.experiments.onnx.RawColumns;
import io.nasrec.experiments.render.text.Figures;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.model.ModelDirectory;
import io.nasrec.supernet.model.SavedModel;
import io.nasrec.supernet.weights.ModelWeights;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
      "  ./nasrec export RUN_DIR --onnx model.onnx",
      "  ./nasrec export compared/networks/fm/training-1 --onnx fm.onnx --inputs ids"
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
      paramLabel = "MODEL",
      description = "The model directory, or the run directory of a search, for its winner.")
  private Path given;

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

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ModelDirectory directory = ModelDirectory.open(given);
    Outputs.require(spec, "--onnx", onnx, List.of(directory.path()));
    SavedModel model = directory.model();
    try (ModelWeights weights = directory.weights(new TorchEngine())) {
      if (inputs == Inputs.IDS) {
        OnnxExport.ofIds(model.build(), model.input(), weights, metadata(directory)).write(onnx);
        print(
            model,
            "dense (N, %s), sparse (N, %s)"
                .formatted(model.input().denseFeatures(), model.input().sparseFields()));
      } else {
        exportRaw(directory, weights);
      }
    }
    return 0;
  }

  private void exportRaw(ModelDirectory directory, ModelWeights weights) throws IOException {
    SavedModel model = directory.model();
    RawColumns columns = RawColumns.of(model.data(), directory.vocabulary());
    OnnxExport.ofRaw(model.build(), weights, columns, metadata(directory)).write(onnx);
    long values =
        IntStream.range(0, columns.categorical().size())
            .mapToLong(f -> weights.embeddings().table(f).rows() - CategoricalEncoding.FIRST)
            .sum();
    print(
        model,
        "one (N) per column: %s, %s with %s"
            .formatted(
                counted(columns.dense().size(), "number", "numbers"),
                counted(columns.categorical().size(), "category", "categories"),
                counted(values, "value", "values")));
  }

  static String counted(long count, String one, String many) {
    return Figures.count(count) + " " + (count == 1 ? one : many);
  }

  private static Map<String, String> metadata(ModelDirectory directory) throws IOException {
    Map<String, String> metadata = directory.model().provenance().texts();
    metadata.put(
        "modelSha256",
        FileDigest.SHA_256.digest(directory.path().resolve(ModelDirectory.WEIGHTS), Progress.NONE));
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
