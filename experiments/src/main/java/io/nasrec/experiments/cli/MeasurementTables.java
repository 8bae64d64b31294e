package io.nasrec.experiments.cli;

import io.nasrec.data.CategoricalColumn;
import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.Manifest;
import io.nasrec.experiments.predict.Measurement;
import io.nasrec.experiments.render.text.Figures;
import io.nasrec.experiments.render.text.TextTable;
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
    TextTable table =
        new TextTable(
            column -> column > 0,
            List.of("field", "rare or unseen", "training", "missing", "training"));
    Manifest.Part train = data.train();
    for (int f = 0; f < data.categorical().size(); f++) {
      CategoricalColumn column = data.categorical().get(f);
      boolean hashed = column.encoding() instanceof CategoricalEncoding.Buckets;
      table.add(
          List.of(
              column.name(),
              hashed ? "hashed" : Figures.share(measured.unseen(f)),
              hashed ? "" : Figures.share((double) train.rare().get(f) / train.rows()),
              Figures.share(measured.missing(f)),
              Figures.share((double) train.missing().get(f) / train.rows())));
    }
    out.printf("%n%s", table);
  }

  private static void groups(Measurement measured, String by, PrintWriter out) {
    List<Measurement.Group> groups = measured.largest(MOST_GROUPS);
    TextTable table =
        new TextTable(
            column -> column > 0,
            List.of(by, "rows", "click rate", "log loss", "AUC", "norm. entropy", "calibration"));
    for (Measurement.Group group : groups) {
      Metrics metrics = group.predictions().metrics();
      table.add(
          List.of(
              group.value(),
              Figures.count(group.predictions().size()),
              Figures.share(group.predictions().clickRate()),
              number(metrics.logLoss()),
              number(metrics.auc()),
              number(metrics.normalizedEntropy()),
              number(metrics.calibration())));
    }
    out.printf("%n%s", table);
    if (measured.groups() > groups.size()) {
      out.printf("and %s more values%n", Figures.count(measured.groups() - groups.size()));
    }
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4f", value);
  }
}
