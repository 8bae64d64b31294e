package io.nasrec.experiments.cli;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.CheckedJson;
import io.nasrec.data.BatchSource;
import io.nasrec.data.Dataset;
import io.nasrec.data.SplitName;
import io.nasrec.data.raw.RawSource;
import io.nasrec.data.raw.RowUse;
import io.nasrec.experiments.predict.FilePredictions;
import io.nasrec.experiments.predict.Measurement;
import io.nasrec.experiments.render.text.Figures;
import io.nasrec.experiments.terminal.ConsoleProgress;
import io.nasrec.experiments.workflow.PastRun;
import io.nasrec.experiments.workflow.PredictionFile;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.evaluation.Evaluation;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.evaluation.Predictions;
import io.nasrec.supernet.model.ModelDirectory;
import io.nasrec.supernet.model.Predictor;
import io.nasrec.supernet.model.SavedModel;
import io.nasrec.supernet.trial.TestEvaluation;
import io.nasrec.supernet.weights.ModelWeights;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nasrec evaluate}: measures a saved model on a split. */
@Command(
    name = "evaluate",
    description =
        "Evaluates a model: on labelled raw rows of any day, read as 'predict' reads them, or,"
            + " without FILE, on one split of the data set that it was trained on. Over raw rows"
            + " it also compares, per field, the share of values that have no id of their own"
            + " (rare in the training rows, or unseen there) with that of the training rows.",
    footerHeading = Nasrec.EXAMPLES,
    footer = {
      "  ./nasrec evaluate compared/networks/deepfm/training-1 --split test",
      "  ./nasrec evaluate runs/shop/model next-week.csv --by country"
    },
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  private static final String LINE = "%-18s  %s%n";

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "The model directory, or the run directory of a search, for its winner.")
  private Path given;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "FILE",
      description = "Labelled raw rows: files and directories of files.")
  private List<Path> files = List.of();

  @Option(
      names = "--by",
      paramLabel = "COLUMN",
      description = "With FILE: also a line for each value of a column, such as a day or country.")
  private String by;

  @Mixin private RawRowOptions options;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The prepared data set. Default: the one of the run directory that the model is in.")
  private Path data;

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      description = "train, validation or test (default: validation).")
  private SplitName split = SplitName.VALIDATION;

  @Option(
      names = "--predictions",
      paramLabel = "FILE",
      description = "Also write each row's predicted probability, as CSV.")
  private Path predictions;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also write the metrics over all rows, in full precision, as JSON.")
  private Path json;

  @Spec private CommandSpec spec;

  /** What {@code --json} writes. */
  record Measured(String network, long rows, Metrics metrics) {}

  @Override
  public Integer call() throws IOException {
    if (!files.isEmpty()) {
      requireNone("--data", data);
      requireNone("--predictions", predictions);
      return measure();
    }
    requireNone("--by", by);
    ModelDirectory model = ModelDirectory.open(given);
    if (model.model().allRows().isPresent()) {
      throw new BadDataException(
          ("%s: was trained on all rows of its data set, those of validation and test included, so"
                  + " none of them can measure it; name labelled rows of another time")
              .formatted(model.path()));
    }
    if (predictions != null) {
      Outputs.require(spec, "--predictions", predictions, List.of(model.path()));
    }
    requireJson(List.of(model.path()));
    try (Dataset dataset = Dataset.open(data(model.path()));
        ModelWeights weights = model.weights(new TorchEngine())) {
      model.requireData(dataset.manifest());
      Predictions said =
          said(dataset, new Evaluation(model.model().build(), weights), model.path().toString());
      if (predictions != null) {
        PredictionFile.write(predictions, said);
      }
      print(model.model(), said);
      write(model.model(), said.size(), said.metrics());
    }
    return 0;
  }

  private void requireJson(List<Path> inputs) throws IOException {
    if (json != null) {
      Outputs.require(spec, "--json", json, inputs);
    }
  }

  private void write(SavedModel model, long rows, Metrics metrics) throws IOException {
    if (json != null) {
      CheckedJson.write(json, new Measured(model.network().label(), rows, metrics));
    }
  }

  private void requireNone(String option, Object value) {
    if (value != null) {
      throw new ParameterException(
          spec.commandLine(),
          option + (files.isEmpty() ? " needs FILE: labelled raw rows" : " cannot go with FILE"));
    }
  }

  private int measure() throws IOException {
    List<Path> inputs = options.inputs(files);
    inputs.add(given);
    requireJson(inputs);
    try (Predictor predictor = Predictor.load(given)) {
      SavedModel model = predictor.model();
      RawSource source =
          options.source(
              spec, model, files, RowUse.Purpose.MEASURING, by == null ? List.of() : List.of(by));
      Measurement measured = new Measurement(predictor, by != null);
      RawSource.Tally tally =
          new FilePredictions(predictor, source, Runtime.getRuntime().availableProcessors())
              .run(new ConsoleProgress(), measured::add);
      if (measured.size() == 0) {
        throw new BadDataException(files.get(0) + ": expected labelled rows, but found none");
      }
      PrintWriter out = spec.commandLine().getOut();
      Metrics metrics = measured.metrics();
      print(model, "rows", Figures.count(measured.size()), metrics);
      tally
          .firstBadRow()
          .ifPresent(
              bad -> out.printf(LINE, "bad rows", tally.badRows() + " skipped; the first: " + bad));
      MeasurementTables.print(measured, model, by, out);
      out.flush();
      write(model, measured.size(), metrics);
    }
    return 0;
  }

  private Predictions said(Dataset dataset, Evaluation evaluation, String name) {
    BatchSource rows =
        switch (split) {
          case TRAIN -> dataset.train();
          case VALIDATION -> dataset.validation();
          case TEST -> null;
        };
    return rows == null
        ? new TestEvaluation(dataset.test()).predictions(name, evaluation)
        : evaluation.predict(rows);
  }

  private void print(SavedModel model, Predictions said) {
    print(
        model,
        "split",
        split.label() + ", " + Figures.count(said.size()) + " rows",
        said.metrics());
  }

  private void print(SavedModel model, String what, String rows, Metrics metrics) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(LINE, "network", model.network().label());
    out.printf(LINE, what, rows);
    figure(out, "log loss", metrics.logLoss());
    figure(out, "AUC", metrics.auc());
    figure(out, "normalised entropy", metrics.normalizedEntropy());
    figure(out, "calibration", metrics.calibration());
    out.flush();
  }

  /** A figure that is undefined because the split lacks rows of one class is shown as a dash. */
  private static void figure(PrintWriter out, String name, double value) {
    out.printf(LINE, name, Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.6f", value));
  }

  private Path data(Path model) throws IOException {
    if (data != null) {
      return data;
    }
    return PastRun.around(model)
        .orElseThrow(
            () ->
                new BadDataException(
                    model + ": is not inside a run directory; name its data set with --data DIR"))
        .data();
  }
}
