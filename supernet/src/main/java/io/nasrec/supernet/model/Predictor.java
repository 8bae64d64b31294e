package io.nasrec.supernet.model;

import io.nasrec.commons.BadDataException;
import io.nasrec.data.Batch;
import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.encode.Encoder;
import io.nasrec.data.raw.RawRows;
import io.nasrec.data.table.MapRows;
import io.nasrec.supernet.engine.Engine;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.evaluation.Evaluation;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.weights.ModelWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Predicts clicks with a trained network. Any number of threads may predict at once; each call uses
 * one thread. Values mean what the same cells of a file mean to {@code nasrec prepare}: a value
 * that the training rows did not have, or too seldom, counts as rare.
 *
 * <pre>{@code
 * try (Predictor predictor = Predictor.load(Path.of("runs/shop/model"))) {
 *   double probability = predictor.predict(Map.of("user_id", "u7", "price", 3.5));
 * }
 * }</pre>
 */
public final class Predictor implements AutoCloseable {
  private final ModelDirectory directory;
  private final ModelWeights weights;
  private final Evaluation evaluation;
  private final Encoder encoder;
  private final MapRows rows;

  /** Closing waits for predictions that are under way: they read the memory that it frees. */
  private final ReadWriteLock open = new ReentrantReadWriteLock();

  private boolean closed;

  private Predictor(ModelDirectory directory, Engine engine) throws IOException {
    this.directory = directory;
    encoder = directory.encoder();
    rows = new MapRows(directory.model().data().format());
    weights = directory.weights(engine);
    evaluation = new Evaluation(directory.model().build(), weights);
  }

  /**
   * Loads a model; its files are not needed any more then.
   *
   * @param model a model directory, or a search's run directory, whose winner is meant
   * @throws BadDataException if there is none, or it is damaged; the message names the file
   * @throws IOException if it cannot be read
   */
  public static Predictor load(Path model) throws IOException {
    return load(model, new TorchEngine(1));
  }

  /** Like {@link #load(Path)}, on any engine; its number of threads does not matter. */
  public static Predictor load(Path model, Engine engine) throws IOException {
    return new Predictor(ModelDirectory.open(model), engine);
  }

  /** What the model is: its network, columns, metrics and origin. */
  public SavedModel model() {
    return directory.model();
  }

  /** Different for different models, such as {@code crc32c:0a1b2c3d}. */
  public String version() {
    return directory.version();
  }

  /** Columns that each row must have. */
  public List<String> inputs() {
    return rows.inputs();
  }

  /** The raw rows' encoder, for rows of files. */
  public Encoder encoder() {
    return encoder;
  }

  /**
   * Predicts a row.
   *
   * @param row a text, number or boolean for each of {@link #inputs()}, null if it is missing;
   *     other columns are ignored
   * @return the probability of a click, 0 to 1
   * @throws BadDataException if columns are absent, naming all of them, or a value is invalid
   * @throws IllegalStateException if the predictor is closed
   */
  public double predict(Map<String, ?> row) {
    return predict(List.of(row))[0];
  }

  /**
   * Predicts rows.
   *
   * @return one probability per row, in the same order
   * @see #predict(Map)
   */
  public double[] predict(List<? extends Map<String, ?>> batch) {
    return predict(encode(batch));
  }

  /**
   * Encodes rows.
   *
   * @return their transformed numbers and ids, in the same order
   * @see #predict(Map)
   */
  public Batch encode(List<? extends Map<String, ?>> batch) {
    return encode(rows.read(batch));
  }

  /** Encodes raw rows, which have the model's features. */
  public Batch encode(RawRows raw) {
    return encoder.encode(raw);
  }

  /**
   * Predicts encoded rows.
   *
   * @return one probability per row
   */
  public double[] predict(Batch batch) {
    float[] logits = logits(batch);
    double[] probabilities = new double[logits.length];
    for (int row = 0; row < logits.length; row++) {
      probabilities[row] = Metrics.probability(logits[row]);
    }
    return probabilities;
  }

  /**
   * The logits of encoded rows, on the calling thread.
   *
   * @return one per row
   */
  public float[] logits(Batch batch) {
    open.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the predictor is closed");
      }
      return evaluation.logits(batch);
    } finally {
      open.readLock().unlock();
    }
  }

  /**
   * Counts values without an id of their own: rare in the training rows, or unseen there.
   *
   * @return per field, the number of the batch's rows with such a value
   */
  public int[] unseen(Batch batch) {
    return count(batch, CategoricalEncoding.RARE);
  }

  /** Per field, the number of the batch's rows without a value. */
  public int[] missing(Batch batch) {
    return count(batch, CategoricalEncoding.MISSING);
  }

  private int[] count(Batch batch, int id) {
    int[] ids = batch.sparse();
    int[] counts = new int[model().data().categorical().size()];
    for (int i = 0; i < ids.length; i++) {
      counts[i % counts.length] += ids[i] == id ? 1 : 0;
    }
    return counts;
  }

  /** Frees the weights; waits for predictions that are under way. */
  @Override
  public void close() {
    open.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        weights.close();
      }
    } finally {
      open.writeLock().unlock();
    }
  }
}
