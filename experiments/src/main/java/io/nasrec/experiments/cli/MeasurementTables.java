package io.nasrec.experiments.cli;

import io.nasrec.data.CategoricalColumn;
import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.Manifest;
import io.nasrec.experiments.predict.Measurement;
import io.nasrec.experiments.render.text.Figures;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.model.ModelData;
import io.nasrec.supernet.model.SavedModel;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The tables of {@code nasrec evaluate MODEL FILE}: values per field, and metrics per group. */
final class MeasurementTables {
  /** Groups that are listed; the others are counted. */
  private static final int MOST_GROUPS = 100;

  private MeasurementTables() {}

  /**
   * Prints the tables.
   *
   * @param by the column of the groups; null for none
   */
  static void print(Measurement measured, SavedModel model, String by, PrintWriter out) {
    fields(measured, model.data(), out);
    if (by != null) {
      groups(measured, by, out);
    }
  }

  private static void fields(Measurement measured, ModelData data, PrintWriter out) {
    int width =
        Math.max(5, data.categorical().stream().mapToInt(c -> c.name().length()).max().orElse(0));
    String line = "%-" + width + "s  %17s %9s  %9s %9s%n";
    out.printf("%n" + line, "field", "rare or unseen", "training", "missing", "training");
    Manifest.Part train = data.train();
    for (int f = 0; f < data.categorical().size(); f++) {
      CategoricalColumn column = data.categorical().get(f);
      boolean hashed = column.encoding() instanceof CategoricalEncoding.Buckets;
      out.printf(
          line,
          column.name(),
          hashed ? "hashed" : Figures.share(measured.unseen(f)),
          hashed ? "" : Figures.share((double) train.rare().get(f) / train.rows()),
          Figures.share(measured.missing(f)),
          Figures.share((double) train.missing().get(f) / train.rows()));
    }
  }

  private static void groups(Measurement measured, String by, PrintWriter out) {
    List<Measurement.Group> groups = measured.largest(MOST_GROUPS);
    int width =
        Math.max(
            by.length(), groups.stream().mapToInt(group -> group.value().length()).max().orElse(0));
    String line = "%-" + width + "s  %12s %10s %10s %10s %12s %12s%n";
    out.printf(
        "%n" + line, by, "rows", "click rate", "log loss", "AUC", "norm. entropy", "calibration");
    for (Measurement.Group group : groups) {
      Metrics metrics = group.predictions().metrics();
      out.printf(
          line,
          group.value(),
          Figures.count(group.predictions().size()),
          Figures.share(group.predictions().clickRate()),
          number(metrics.logLoss()),
          number(metrics.auc()),
          number(metrics.normalizedEntropy()),
          number(metrics.calibration()));
    }
    if (measured.groups() > groups.size()) {
      out.printf("and %s more values%n", Figures.count(measured.groups() - groups.size()));
    }
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4f", value);
  }
}
