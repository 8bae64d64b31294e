package io.nasrec.supernet.model;

import io.nasrec.data.CategoricalColumn;
import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.DenseColumn;
import io.nasrec.data.Manifest;
import io.nasrec.data.raw.CategoricalField;
import io.nasrec.data.table.RawFormats;
import java.util.ArrayList;
import java.util.List;

/** Whether a data set has the columns of a model, so that its inputs mean the same there. */
final class ColumnFit {
  private final ModelData model;
  private final Manifest data;
  private final List<String> problems = new ArrayList<>();

  private ColumnFit(ModelData model, Manifest data) {
    this.model = model;
    this.data = data;
  }

  /** A sentence for each difference that makes the model's weights useless there. */
  static List<String> problems(ModelData model, Manifest data) {
    ColumnFit fit = new ColumnFit(model, data);
    String label = RawFormats.label(data.key().format());
    if (!label.equals(model.label())) {
      fit.problems.add(
          "the model predicts %s, but the label here is %s".formatted(model.label(), label));
    }
    List<String> dense = model.dense().stream().map(DenseColumn::name).toList();
    List<String> ownDense = data.key().dense().stream().map(DenseColumn::name).toList();
    if (fit.sameNames("number", dense, ownDense)) {
      fit.transforms();
    }
    List<String> fields = model.categorical().stream().map(CategoricalColumn::name).toList();
    if (fit.sameNames("category", fields, data.sparseNames())) {
      fit.encodings();
    }
    return fit.problems;
  }

  private boolean sameNames(String kind, List<String> wanted, List<String> found) {
    int before = problems.size();
    wanted.stream()
        .filter(name -> !found.contains(name))
        .forEach(
            name -> problems.add("the model's %s column %s is not here".formatted(kind, name)));
    found.stream()
        .filter(name -> !wanted.contains(name))
        .forEach(name -> problems.add("the model has no %s column %s".formatted(kind, name)));
    if (problems.size() == before && !wanted.equals(found)) {
      problems.add(
          "the model takes the %s columns in the order %s, but here it is %s; the order in the schema section decides"
              .formatted(kind, String.join(", ", wanted), String.join(", ", found)));
    }
    return problems.size() == before;
  }

  private void transforms() {
    for (int i = 0; i < model.dense().size(); i++) {
      DenseColumn wanted = model.dense().get(i);
      DenseColumn found = data.key().dense().get(i);
      if (!wanted.equals(found)) {
        problems.add(
            "number column %s: the model's transform is %s, but here it is %s"
                .formatted(wanted.name(), wanted.transform(), found.transform()));
      }
    }
  }

  private void encodings() {
    List<CategoricalField> wanted = model.fields();
    List<CategoricalField> found = RawFormats.schema(data.key().format()).categorical();
    for (int f = 0; f < wanted.size(); f++) {
      String name = wanted.get(f).name();
      CategoricalEncoding before = model.categorical().get(f).encoding();
      CategoricalEncoding now = data.key().categorical().get(f).encoding();
      if (!kind(before).equals(kind(now))) {
        problems.add(
            "category column %s: has %s in the model, but %s here, where the rows would mean other values"
                .formatted(name, kind(before), kind(now)));
      } else if (before instanceof CategoricalEncoding.Buckets
          && wanted.get(f).coding() != found.get(f).coding()) {
        problems.add(
            "category column %s: the model hashes %s, but here it is %s"
                .formatted(
                    name, wanted.get(f).coding().expected(), found.get(f).coding().expected()));
      }
    }
  }

  private static String kind(CategoricalEncoding encoding) {
    return encoding instanceof CategoricalEncoding.Buckets hashed
        ? hashed.buckets() + " hash buckets"
        : "a vocabulary";
  }
}
