package io.nasrec.experiments.serve;

import io.nasrec.data.Batch;
import io.nasrec.data.CategoricalColumn;
import io.nasrec.data.DenseColumn;
import io.nasrec.supernet.model.ModelDirectory;
import io.nasrec.supernet.model.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A model directory, by the project's predictor. */
final class PredictorScorer implements Scorer {
  private final Predictor predictor;
  private final String card;

  private PredictorScorer(Predictor predictor, String card) {
    this.predictor = predictor;
    this.card = card;
  }

  /**
   * Opens a model.
   *
   * @param model a model directory itself
   */
  static PredictorScorer open(Path model) throws IOException {
    Path card = model.resolve(ModelDirectory.CARD);
    String text = Files.exists(card) ? Files.readString(card) : "";
    return new PredictorScorer(Predictor.load(model), text);
  }

  @Override
  public String digest() {
    return predictor.version();
  }

  @Override
  public List<Column> columns() {
    Set<String> numeric =
        predictor.model().data().dense().stream()
            .map(DenseColumn::name)
            .collect(Collectors.toSet());
    return predictor.inputs().stream()
        .map(name -> new Column(name, numeric.contains(name)))
        .toList();
  }

  @Override
  public String card() {
    return card;
  }

  @Override
  public List<String> fields() {
    return predictor.model().data().categorical().stream().map(CategoricalColumn::name).toList();
  }

  @Override
  public Batch encode(List<? extends Map<String, ?>> rows) {
    return predictor.encode(rows);
  }

  @Override
  public int[] unseen(Batch batch) {
    return predictor.unseen(batch);
  }

  @Override
  public double[] score(Batch batch) {
    return predictor.predict(batch);
  }

  @Override
  public void close() {
    predictor.close();
  }
}
