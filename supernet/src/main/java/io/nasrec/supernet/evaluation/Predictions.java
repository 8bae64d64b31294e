package io.nasrec.supernet.evaluation;

import io.nasrec.commons.BadDataException;
import io.nasrec.supernet.weights.ArrayFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A network's predictions for rows with known labels. */
public final class Predictions {
  private static final String TRAINING = "training";

  private final float[] logits;
  private final float[] labels;

  /**
   * @param logits one per row
   * @param labels 0 or 1 per row
   */
  public Predictions(float[] logits, float[] labels) {
    this.logits = logits;
    this.labels = labels;
  }

  /**
   * Writes logits and labels to a file, completely or not at all.
   *
   * @param training a digest of the training whose network predicts
   */
  public void write(Path file, String training) throws IOException {
    ArrayFile.write(file, arrays(), Map.of(TRAINING, training));
  }

  /**
   * Reads what was written, if the file exists.
   *
   * @param rows of the split
   * @param training the digest that was written
   * @throws BadDataException if the file is damaged, or belongs to another training or number of
   *     rows
   */
  public static Optional<Predictions> read(Path file, int rows, String training)
      throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Predictions predictions = new Predictions(new float[rows], new float[rows]);
    try {
      if (!training.equals(ArrayFile.read(file, predictions.arrays()).get(TRAINING))) {
        throw new BadDataException(
            file + ": the predictions of another network; delete it to make them again");
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new BadDataException(
          file + ": not the predictions of " + rows + " rows; delete it to make them again", e);
    }
    return Optional.of(predictions);
  }

  private Map<String, float[]> arrays() {
    return Map.of("logits", logits, "labels", labels);
  }

  /** Number of rows. */
  public int size() {
    return logits.length;
  }

  /** Whether a row was clicked. */
  public boolean clicked(int row) {
    return labels[row] > 0.5f;
  }

  /** The predicted logit. */
  public float logit(int row) {
    return logits[row];
  }

  /** Other predictions for the same rows. */
  Predictions withLogits(float[] others) {
    return new Predictions(others, labels);
  }

  /** The predicted probability of a click, from the logit in float64. */
  public double probability(int row) {
    return Metrics.probability(logits[row]);
  }

  /** The log loss of a row. */
  public double loss(int row) {
    return Metrics.loss(logits[row], labels[row]);
  }

  /** The share of rows that were clicked. */
  public double clickRate() {
    int clicks = 0;
    for (int row = 0; row < size(); row++) {
      clicks += clicked(row) ? 1 : 0;
    }
    return (double) clicks / size();
  }

  /** Standard error of the mean {@link #loss}; NaN for a single row. */
  public double lossError() {
    double mean = 0;
    for (int row = 0; row < size(); row++) {
      mean += loss(row) / size();
    }
    double squares = 0;
    for (int row = 0; row < size(); row++) {
      squares += (loss(row) - mean) * (loss(row) - mean);
    }
    return Math.sqrt(squares / (size() - 1) / size());
  }

  /** Metrics over all rows. */
  public Metrics metrics() {
    return Metrics.of(logits, labels);
  }
}
