package io.nasrec.experiments.model;

import io.nasrec.data.CategoricalColumn;
import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.DenseColumn;
import io.nasrec.data.Manifest;
import io.nasrec.experiments.render.text.Figures;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.evaluation.PairedDifference;
import io.nasrec.supernet.model.AllRowsTraining;
import io.nasrec.supernet.model.ModelData;
import io.nasrec.supernet.model.Provenance;
import io.nasrec.supernet.model.SavedModel;
import io.nasrec.supernet.model.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code MODEL_CARD.md}: a model as a colleague should know it, in Markdown. */
public final class ModelCard {
  private final SavedModel model;
  private final ModelData data;
  private final List<String> lines = new ArrayList<>();

  private ModelCard(SavedModel model) {
    this.model = model;
    data = model.data();
  }

  /** The card of a model. */
  public static String of(SavedModel model) {
    ModelCard card = new ModelCard(model);
    card.purpose();
    model.start().ifPresent(card::start);
    model.allRows().ifPresentOrElse(card::allRows, card::quality);
    card.columns();
    card.size();
    card.limits();
    card.use();
    return String.join("\n", card.lines) + "\n";
  }

  private void add(String format, Object... values) {
    lines.add(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
  }

  private void purpose() {
    Provenance origin = model.provenance().origin();
    add("# %s: %s", origin.experiment(), model.network().label());
    add("");
    add("Predicts the probability that `%s` is 1.", data.label());
    add("");
    add("| trained on | |");
    add("|---|---|");
    add("| raw data | %s |", data.raw());
    add("| format | %s |", data.format().name());
    add("| data set digest | `%s` |", data.digest());
    add("| seed | %s |", origin.seed());
    add("| nasrec | %s |", origin.version());
    add("");
  }

  private void start(Start start) {
    add("## Start");
    add("");
    add(
        "Its training did not start from initial values but from a trained %s, with weights of"
            + " SHA-256 `%s`, learned on %s (data set digest `%s`). Values that it knew kept their"
            + " embedding rows. The optimizer started afresh.",
        start.network(), start.sha256(), start.raw(), start.dataDigest());
    add("");
    add(
        "| category | values (or hash buckets) known | new | dropped | without a row of their own |");
    add("|---|---|---|---|---|");
    for (Start.Field field : start.fields()) {
      add(
          "| %s | %s | %s | %s | %s |",
          cell(field.name()),
          Figures.count(field.known()),
          Figures.count(field.fresh()),
          Figures.count(field.dropped()),
          Figures.count(field.shared()));
    }
    add("");
    add(
        "Where rows below also were among those that the model before was trained on, their figures"
            + " favour this one.");
    add("");
  }

  private void allRows(AllRowsTraining rows) {
    add("## Quality");
    add("");
    add("**Not measured.** It was trained on all rows, those of validation and test included:");
    add("");
    add("| split | rows | click rate |");
    add("|---|---|---|");
    add("| train | %s | %s |", rows(data.train()), rate(data.train()));
    add("| validation | %s | %s |", rows(data.validation()), rate(data.validation()));
    add("| test | %s | %s |", rows(data.test()), rate(data.test()));
    add("");
    add(
        "%s made %.2f passes over %s, as many as a training of the same network on the training rows"
            + " alone at its best on validation, after step %s. That training's weights, which are not"
            + " these, had there %s. Values that occur in validation or test only have no ids of their"
            + " own. To measure this model, take labelled rows of another time.",
        Figures.count(rows.steps(), "step"),
        rows.passes(),
        Figures.count(rows.rows(), "row"),
        Figures.count(rows.chosenStep()),
        rows.chosenValidation());
    add("");
  }

  private void quality() {
    add("## Quality");
    add("");
    add("| split | rows | click rate | log loss | AUC | normalised entropy | calibration |");
    add("|---|---|---|---|---|---|---|");
    add("| train | %s | %s | | | | |", rows(data.train()), rate(data.train()));
    row("validation", data.validation(), model.validation().orElseThrow(), Double.NaN);
    model
        .test()
        .ifPresentOrElse(
            tested -> row("test", data.test(), tested.metrics(), tested.logLossError()),
            () -> add("| test | %s | | not evaluated | | | |", rows(data.test())));
    add("");
    add(
        "Intervals are of 95 %% and about other rows of the same kind: of the log loss by the normal"
            + " approximation, of AUC as Hanley and McNeil (1982). The weights were chosen on the"
            + " validation split, so its figures favour the model. Always predicting the training"
            + " rows' click rate gives a validation log loss of %.4f. A calibration above 1 means that"
            + " too many clicks are predicted.",
        Metrics.ofConstant(data.train().clickRate(), data.validation()).logLoss());
    add("");
  }

  private void row(String split, Manifest.Part part, Metrics metrics, double lossError) {
    add(
        "| %s | %s | %s | %s | %s | %.4f | %.4f |",
        split,
        rows(part),
        rate(part),
        interval(metrics.logLoss(), lossError),
        interval(metrics.auc(), aucError(metrics.auc(), part)),
        metrics.normalizedEntropy(),
        metrics.calibration());
  }

  private static String rows(Manifest.Part part) {
    return Figures.count(part.rows());
  }

  private static String rate(Manifest.Part part) {
    return Figures.share(part.clickRate());
  }

  private static String interval(double value, double error) {
    return Double.isNaN(error)
        ? String.format(Locale.ROOT, "%.4f", value)
        : String.format(Locale.ROOT, "%.4f ± %.4f", value, PairedDifference.QUANTILE * error);
  }

  /** Standard error of an AUC (Hanley and McNeil, Radiology 1982, eq. 1). */
  static double aucError(double auc, Manifest.Part part) {
    double clicks = part.positives();
    double others = part.rows() - clicks;
    double q1 = auc / (2 - auc);
    double q2 = 2 * auc * auc / (1 + auc);
    return Math.sqrt(
        (auc * (1 - auc) + (clicks - 1) * (q1 - auc * auc) + (others - 1) * (q2 - auc * auc))
            / (clicks * others));
  }

  private void columns() {
    add("## Columns");
    add("");
    add("| number | transform |");
    add("|---|---|");
    for (DenseColumn column : data.dense()) {
      add("| %s | %s |", cell(column.name()), column.transform());
    }
    add("");
    add(
        "| category | encoding | ids | missing: train | validation | rare or unseen: train | validation |");
    add("|---|---|---|---|---|---|---|");
    for (int f = 0; f < data.categorical().size(); f++) {
      CategoricalColumn column = data.categorical().get(f);
      boolean hashed = column.encoding() instanceof CategoricalEncoding.Buckets;
      add(
          "| %s | %s | %s | %s | %s | %s | %s |",
          cell(column.name()),
          hashed ? "hashed" : "vocabulary",
          Figures.count(model.cardinalities().get(f)),
          share(data.train().missing().get(f), data.train()),
          share(data.validation().missing().get(f), data.validation()),
          hashed ? "–" : share(data.train().rare().get(f), data.train()),
          hashed ? "–" : share(data.validation().rare().get(f), data.validation()));
    }
    add("");
    add(
        "Values without an id of their own, because they are rare in the training rows or unseen"
            + " there, share one. `nasrec evaluate` compares these shares with those of new rows.");
    add("");
  }

  private static String share(int count, Manifest.Part part) {
    return Figures.share((double) count / part.rows());
  }

  private static String cell(String name) {
    return "`" + name.replace("|", "\\|").replace("`", "'") + "`";
  }

  private void size() {
    long weights = model.build().weights().stream().mapToLong(Weight::size).sum();
    add("## Size");
    add("");
    add(
        "%s parameters, %s more in embedding tables, %s multiply-accumulates per row.",
        Figures.count(weights),
        Figures.count(model.embeddingParameters()),
        Figures.count(model.build().macs()));
    add("");
  }

  private void limits() {
    add("## Limits");
    add("");
    add(
        "- It knows rows like those it was trained on; other times, places or products may differ.");
    add(
        model.allRows().isPresent()
            ? "- Probabilities are not recalibrated, and their calibration is not known."
            : "- Probabilities are not recalibrated: see the calibration above.");
    add(
        "- It does not say why a click is likely, and nobody has examined it for unfair treatment.");
    add("");
  }

  private void use() {
    add("## Use");
    add("");
    add("```");
    add("./nasrec predict THIS_DIRECTORY rows.csv --out predictions.csv");
    add("./nasrec evaluate THIS_DIRECTORY labelled.csv");
    add("```");
    add("");
    add(
        "Input columns: %s.",
        String.join(", ", data.inputs().stream().map(ModelCard::cell).toList()));
  }
}
