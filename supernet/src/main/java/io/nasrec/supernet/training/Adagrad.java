package io.nasrec.supernet.training;

import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.Shards;
import io.nasrec.supernet.engine.Shards.Shard;
import io.nasrec.supernet.weights.EmbeddingTable;
import io.nasrec.supernet.weights.ModelWeights;
import io.nasrec.supernet.weights.RowGradients;
import io.nasrec.supernet.weights.Slice;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * Adagrad without weight decay, after clipping by the global norm (spec section 5): {@code acc +=
 * g²; θ −= lr·g/(sqrt(acc) + eps)}.
 *
 * <p>Works directly on the weights' memory: for a network bound to slices, it touches only the
 * slices' scalars and accumulators, and only the batch's rows of the embedding tables. A scalar
 * with gradient 0 keeps its value and accumulator, so this equals an update of everything.
 */
public final class Adagrad implements AutoCloseable {
  /** Scalars per pass: three arrays of this size stay in the first-level cache. */
  private static final int CHUNK = 2048;

  /** Embedding rows that are prefetched into the cache together. */
  private static final int ROWS = 512;

  /** As in the published code's engine, which divides by {@code norm + 1e-6}. */
  private static final double NORM_EPSILON = 1e-6;

  private final ModelWeights weights;
  private final ModelWeights accumulators;
  private final double epsilon;
  private final double clipNorm;

  /**
   * @param weights the weights to update
   * @param epsilon eps
   * @param clipNorm maximum global norm of all gradients of a step
   */
  public Adagrad(ModelWeights weights, double epsilon, double clipNorm) {
    this.weights = weights;
    this.accumulators = weights.zerosLike();
    this.epsilon = epsilon;
    this.clipNorm = clipNorm;
  }

  /**
   * Like the method below, on the calling thread only.
   *
   * @param gradients one per path of {@code bound}, contiguous
   */
  public double update(
      List<Weight> bound,
      Map<String, FloatBuffer> gradients,
      RowGradients rows,
      double learningRate) {
    TensorGradients sum = TensorGradients.sum(bound, List.of(gradients), Shards.NONE);
    return update(bound, sum, rows, learningRate, Shards.NONE);
  }

  /**
   * Makes one update; if the norm is not finite, no weight changes.
   *
   * @param bound the tensors with a gradient
   * @param gradients their gradients
   * @param rows gradients of the embedding rows
   * @param learningRate lr
   * @param shards the threads that share the work
   * @return the global norm before clipping
   */
  double update(
      List<Weight> bound,
      TensorGradients gradients,
      RowGradients rows,
      double learningRate,
      Shards shards) {
    double norm = Math.sqrt(rows.squaredNorm() + gradients.squaredNorm());
    if (!Double.isFinite(norm)) {
      return norm;
    }
    float scale = (float) Math.min(1, clipNorm / (norm + NORM_EPSILON));
    shards.map(
        Shards.MANY,
        shard -> {
          Pass pass = new Pass(scale, (float) learningRate);
          bound.forEach(
              weight -> pass.update(weight, gradients.tensors().get(weight.path()), shard));
          pass.update(rows, shard);
          return shard;
        });
    return norm;
  }

  /** One thread's pass over its share of everything. */
  private final class Pass {
    private final float scale;
    private final float rate;
    private final float[] theta = new float[CHUNK];
    private final float[] squares = new float[CHUNK];
    private final float[] gradient = new float[CHUNK];

    /**
     * Written but never read: reading the rows brings them into the cache, see {@link
     * EmbeddingTable#first}.
     */
    private final float[] ahead = new float[ROWS];

    Pass(float scale, float rate) {
      this.scale = scale;
      this.rate = rate;
    }

    /** The shard's scalars of a tensor. */
    void update(Weight weight, FloatBuffer from, Shard shard) {
      FloatBuffer values = weights.parameters().stored(weight).values();
      FloatBuffer accumulator = accumulators.parameters().stored(weight).values();
      int first = shard.from(from.capacity());
      int end = shard.to(from.capacity());
      for (Slice.Run run : weights.parameters().slice(weight).runs()) {
        int last = Math.min(end, run.own() + run.length());
        for (int own = Math.max(first, run.own()); own < last; own += CHUNK) {
          int length = Math.min(CHUNK, last - own);
          from.get(own, gradient, 0, length);
          step(values, accumulator, run.stored() + own - run.own(), length);
        }
      }
    }

    /** The shard's rows, some at a time, so that their memory can be read ahead. */
    void update(RowGradients rows, Shard shard) {
      int end = shard.to(rows.distinct());
      for (int from = shard.from(rows.distinct()); from < end; from += ROWS) {
        update(rows, from, Math.min(end, from + ROWS));
      }
    }

    private void update(RowGradients rows, int from, int to) {
      for (int i = from; i < to; i++) {
        ahead[i - from] = accumulators.embeddings().table(rows.field(i)).first(rows.row(i));
      }
      for (int i = from; i < to; i++) {
        EmbeddingTable table = weights.embeddings().table(rows.field(i));
        EmbeddingTable sums = accumulators.embeddings().table(rows.field(i));
        int row = rows.row(i);
        step(table.page(row), sums.page(row), table.offset(row), rows.copy(i, gradient));
      }
    }

    private void step(FloatBuffer values, FloatBuffer accumulator, int at, int length) {
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
  }

  /** The sums of squares so far, in the weights' shapes: everything needed to resume. */
  ModelWeights accumulators() {
    return accumulators;
  }

  @Override
  public void close() {
    accumulators.close();
  }
}
