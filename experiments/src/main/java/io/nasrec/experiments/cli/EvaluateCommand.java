package io.nasrec.experiments.cli;

import io.nasrec.data.BadDataException;
import io.nasrec.data.BatchSource;
import io.nasrec.data.Dataset;
import io.nasrec.data.SplitName;
import io.nasrec.experiments.Figures;
import io.nasrec.experiments.run.PastRun;
import io.nasrec.experiments.trial.PredictionFile;
import io.nasrec.search.retraining.TestEvaluation;
import io.nasrec.supernet.evaluation.Evaluation;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.evaluation.Predictions;
import io.nasrec.supernet.model.SavedModel;
import io.nasrec.supernet.weights.ModelWeights;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nasrec evaluate}: measures a saved model on a split. */
@Command(
    name = "evaluate",
    description = "Evaluates a saved model on one split of the data set it was trained on.",
    footerHeading = Nasrec.EXAMPLES,
    footer = "  ./nasrec evaluate compared/networks/deepfm/training-1.safetensors --split test",
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  private static final String LINE = "%-18s  %s%n";

  @Parameters(
      paramLabel = "MODEL.safetensors",
      description = "The weights; MODEL.json, which describes them, must be in the same directory.")
  private Path file;

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

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (predictions != null) {
      Outputs.require(
          spec, "--predictions", predictions, List.of(file, SavedModel.description(file)));
    }
    SavedModel model = SavedModel.read(file);
    try (Dataset dataset = Dataset.open(data());
        ModelWeights weights = model.load(file)) {
      String digest = dataset.manifest().digest();
      if (!digest.equals(model.dataDigest())) {
        throw new BadDataException(
            ("%s was trained on the data set of digest %s, but this one has digest %s; name that"
                    + " data set, because the inputs of another one may mean something else")
                .formatted(file, model.dataDigest(), digest));
      }
      Predictions said = said(dataset, new Evaluation(model.build(), weights));
      if (predictions != null) {
        PredictionFile.write(predictions, said);
      }
      print(model, said);
    }
    return 0;
  }

  private Predictions said(Dataset dataset, Evaluation evaluation) {
    BatchSource rows =
        switch (split) {
          case TRAIN -> dataset.train();
          case VALIDATION -> dataset.validation();
          case TEST -> null;
        };
    return rows == null
        ? new TestEvaluation(dataset.test()).predictions(file.toString(), evaluation)
        : evaluation.predict(rows);
  }

  private void print(SavedModel model, Predictions said) {
    Metrics metrics = said.metrics();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(LINE, "network", model.network().label());
    out.printf(
        LINE,
        "split",
        split.name().toLowerCase(Locale.ROOT) + ", " + Figures.count(said.size()) + " rows");
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

  private Path data() throws IOException {
    if (data != null) {
      return data;
    }
    return PastRun.around(file)
        .orElseThrow(
            () ->
                new BadDataException(
                    file + ": is not inside a run directory; name its data set with --data DIR"))
        .data();
  }
}
