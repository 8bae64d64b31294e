package io.nasrec.experiments.cli;

import io.nasrec.data.raw.RawSource;
import io.nasrec.data.raw.RowUse;
import io.nasrec.experiments.predict.FilePredictions;
import io.nasrec.experiments.predict.PredictionFormat;
import io.nasrec.experiments.predict.PredictionOutput;
import io.nasrec.experiments.render.text.Figures;
import io.nasrec.experiments.terminal.ConsoleProgress;
import io.nasrec.supernet.model.Predictor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nasrec predict}: the probability of a click for each raw row. */
@Command(
    name = "predict",
    description =
        "Predicts raw rows, with or without a label, in any format that 'prepare' reads. Columns"
            + " are found by name, in any order; others are ignored. The output has a line per"
            + " record, in order; that of a bad record has no probability.",
    footerHeading = Nasrec.EXAMPLES,
    footer = {
      "  ./nasrec predict runs/shop/model new.csv --out predictions.csv --keys user_id,item_id",
      "  ./nasrec predict compared/networks/dcn-v2/training-1 day1.csv day2.csv --out - | head"
    },
    mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {
  private static final String STANDARD_OUTPUT = "-";

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "The model directory, or the run directory of a search, for its winner.")
  private Path given;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Raw rows: files, plain, gzip or zstd, and directories of files.")
  private List<Path> files;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description =
          "Where to write: .csv, .csv.gz, .arrow or .parquet; - is standard output, as CSV.")
  private String out;

  @Option(
      names = "--keys",
      split = ",",
      paramLabel = "COLUMN",
      description = "Columns to copy to the output, separated by commas.")
  private final List<String> keys = new ArrayList<>();

  @Mixin private RawRowOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try (Predictor predictor = Predictor.load(given)) {
      int threads = Runtime.getRuntime().availableProcessors();
      RawSource source =
          options.source(spec, predictor.model(), files, RowUse.Purpose.PREDICTING, keys);
      FilePredictions predictions = new FilePredictions(predictor, source, threads);
      ConsoleProgress progress = new ConsoleProgress();
      PrintWriter console = spec.commandLine().getOut();
      if (out.equals(STANDARD_OUTPUT)) {
        PredictionOutput.write(console, predictions, progress);
        console.flush();
        return 0;
      }
      Path file = Path.of(out);
      PredictionFormat format =
          PredictionFormat.of(file)
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(),
                          "--out %s: must end with .csv, .csv.gz, .arrow or .parquet, or be -"
                              .formatted(out)));
      List<Path> inputs = options.inputs(files);
      inputs.add(given);
      Outputs.require(spec, "--out", file, inputs);
      print(PredictionOutput.write(file, format, predictions, progress), console);
    }
    return 0;
  }

  private void print(RawSource.Tally tally, PrintWriter console) {
    console.printf("predicted %s rows: %s%n", Figures.count(tally.rows()), out);
    tally
        .firstBadRow()
        .ifPresent(
            bad ->
                console.printf(
                    "bad rows, without a probability: %s; the first: %s%n",
                    Figures.count(tally.badRows()), bad));
    console.flush();
  }
}
