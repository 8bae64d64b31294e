package io.nasrec.supernet.training;

import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.FloatSums;
import io.nasrec.supernet.weights.EmbeddingTable;
import io.nasrec.supernet.weights.ModelWeights;
import io.nasrec.supernet.weights.Parameters;
import io.nasrec.supernet.weights.RowGradients;
import io.nasrec.supernet.weights.Slice;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * Adagrad without weight decay, after clipping by the global norm (spec section 5): {@code acc +=
 * g²; θ −= lr·g/(sqrt(acc) + eps)}.
 *
 * <p>Works on the weights' memory itself: for a network bound to slices only the slices' scalars
 * and accumulators are touched, and of the embedding tables only the rows of the batch. A scalar
 * with gradient 0 keeps its value and accumulator, so that this equals an update of everything.
 */
public final class Adagrad implements AutoCloseable {
  /** Scalars per pass: three arrays of this size stay in the first-level cache. */
  private static final int CHUNK = 2048;

  /** Embedding rows that are brought into the cache together. */
  private static final int ROWS = 512;

  /** As in the published code's engine, which divides by {@code norm + 1e-6}. */
  private static final double NORM_EPSILON = 1e-6;

  private final ModelWeights weights;
  private final ModelWeights accumulators;
  private final double epsilon;
  private final double clipNorm;
  private final float[] theta = new float[CHUNK];
  private final float[] squares = new float[CHUNK];
  private final float[] gradient = new float[CHUNK];

  /** Only written: the reading brings rows into the cache, see {@link EmbeddingTable#first}. */
  private final float[] ahead = new float[ROWS];

  /**
   * @param weights what is updated
   * @param epsilon eps
   * @param clipNorm largest global norm of all gradients of a step
   */
  public Adagrad(ModelWeights weights, double epsilon, double clipNorm) {
    this.weights = weights;
    this.accumulators = weights.zerosLike();
    this.epsilon = epsilon;
    this.clipNorm = clipNorm;
  }

  /**
   * Makes one update, unless the norm is not finite: then nothing moves.
   *
   * @param bound the tensors that have a gradient
   * @param gradients one per path of {@code bound}, contiguous
   * @param rows gradients of the embedding rows
   * @param learningRate lr
   * @return the global norm before clipping
   */
  public double update(
      List<Weight> bound,
      Map<String, FloatBuffer> gradients,
      RowGradients rows,
      double learningRate) {
    double sum = rows.squaredNorm();
    for (FloatBuffer values : gradients.values()) {
      sum += FloatSums.dot(values, values);
    }
    double norm = Math.sqrt(sum);
    if (!Double.isFinite(norm)) {
      return norm;
    }
    float scale = (float) Math.min(1, clipNorm / (norm + NORM_EPSILON));
    Parameters parameters = weights.parameters();
    for (Weight weight : bound) {
      FloatBuffer values = parameters.of(weight).values();
      FloatBuffer accumulator = accumulators.parameters().of(weight).values();
      FloatBuffer from = gradients.get(weight.path());
      for (Slice.Run run : parameters.slice(weight).runs()) {
        for (int done = 0; done < run.length(); done += CHUNK) {
          int length = Math.min(CHUNK, run.length() - done);
          from.get(run.own() + done, gradient, 0, length);
          step(values, accumulator, run.stored() + done, length, scale, (float) learningRate);
        }
      }
    }
    for (int from = 0; from < rows.distinct(); from += ROWS) {
      update(rows, from, Math.min(rows.distinct(), from + ROWS), scale, (float) learningRate);
    }
    return norm;
  }

  /** The rows {@code from} to {@code to} of the batch: what they need is read ahead. */
  private void update(RowGradients rows, int from, int to, float scale, float learningRate) {
    for (int i = from; i < to; i++) {
      ahead[i - from] = accumulators.embeddings().table(rows.field(i)).first(rows.row(i));
    }
    for (int i = from; i < to; i++) {
      EmbeddingTable table = weights.embeddings().table(rows.field(i));
      EmbeddingTable sums = accumulators.embeddings().table(rows.field(i));
      int row = rows.row(i);
      step(
          table.page(row),
          sums.page(row),
          table.offset(row),
          rows.copy(i, gradient),
          scale,
          learningRate);
    }
  }

  private void step(
      FloatBuffer values, FloatBuffer accumulator, int at, int length, float scale, float rate) {
    values.get(at, theta, 0, length);
    accumulator.get(at, squares, 0, length);
    float eps = (float) epsilon;
    for (int i = 0; i < length; i++) {
      float g = gradient[i] * scale;
      float square = squares[i] + g * g;
      squares[i] = square;
      theta[i] -= rate * g / ((float) Math.sqrt(square) + eps);
    }
    values.put(at, theta, 0, length);
    accumulator.put(at, squares, 0, length);
  }

  /** The sums of squares so far, in the weights' shapes: all that a later start needs. */
  ModelWeights accumulators() {
    return accumulators;
  }

  @Override
  public void close() {
    accumulators.close();
  }
}
