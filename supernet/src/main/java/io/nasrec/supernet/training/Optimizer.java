package io.nasrec.supernet.training;

import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.Shards;
import io.nasrec.supernet.engine.Shards.Shard;
import io.nasrec.supernet.weights.EmbeddingTable;
import io.nasrec.supernet.weights.ModelWeights;
import io.nasrec.supernet.weights.RowGradients;
import io.nasrec.supernet.weights.Slice;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Updates weights by a {@link UpdateRule} after clipping by the global norm (spec section 5).
 *
 * <p>Works directly on the weights' memory: for a network bound to slices, it touches only the
 * slices' scalars and their state, and only the batch's rows of the embedding tables. What is not
 * touched keeps value and state.
 */
public final class Optimizer implements AutoCloseable {
  /** Scalars per pass: the arrays of this size stay in the first-level cache. */
  private static final int CHUNK = 2048;

  /** Embedding rows that are prefetched into the cache together. */
  private static final int ROWS = 512;

  /** As in the published code's engine, which divides by {@code norm + 1e-6}. */
  private static final double NORM_EPSILON = 1e-6;

  private final ModelWeights weights;
  private final UpdateRule rule;
  private final double clipNorm;
  private final Map<String, ModelWeights> state = new LinkedHashMap<>();

  /**
   * @param weights the weights to update
   * @param clipNorm maximum global norm of all gradients of a step
   */
  public Optimizer(ModelWeights weights, UpdateRule rule, double clipNorm) {
    this.weights = weights;
    this.rule = rule;
    this.clipNorm = clipNorm;
    rule.state().forEach(name -> state.put(name, weights.filledLike(rule.initialState())));
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
      double learningRate,
      long number) {
    TensorGradients sum = TensorGradients.sum(bound, List.of(gradients), Shards.NONE);
    return update(bound, sum, rows, learningRate, number, Shards.NONE);
  }

  /**
   * Makes one update; if the norm is not finite, no weight changes.
   *
   * @param bound the tensors with a gradient
   * @param gradients their gradients
   * @param rows gradients of the embedding rows
   * @param number 1 for the first update
   * @param shards the threads that share the work
   * @return the global norm before clipping
   */
  double update(
      List<Weight> bound,
      TensorGradients gradients,
      RowGradients rows,
      double learningRate,
      long number,
      Shards shards) {
    double norm = Math.sqrt(rows.squaredNorm() + gradients.squaredNorm());
    if (!Double.isFinite(norm)) {
      return norm;
    }
    float scale = (float) Math.min(1, clipNorm / (norm + NORM_EPSILON));
    UpdateRule.Update ofTensors = rule.ofTensors(scale, learningRate, number);
    UpdateRule.Update ofRows = rule.ofRows(scale, learningRate, number);
    shards.map(
        Shards.MANY,
        shard -> {
          Pass pass = new Pass();
          bound.forEach(
              weight ->
                  pass.update(weight, gradients.tensors().get(weight.path()), shard, ofTensors));
          pass.update(rows, shard, ofRows);
          return shard;
        });
    return norm;
  }

  /** One thread's pass over its share of everything. */
  private final class Pass {
    private final float[] theta = new float[CHUNK];
    private final float[] gradient = new float[CHUNK];
    private final ModelWeights[] kept = state.values().toArray(ModelWeights[]::new);
    private final float[][] ofChunk = new float[kept.length][CHUNK];
    private final FloatBuffer[] stored = new FloatBuffer[kept.length];

    /**
     * Written but never read: reading the rows brings them into the cache, see {@link
     * EmbeddingTable#first}.
     */
    private final float[] ahead = new float[ROWS];

    /** The shard's scalars of a tensor. */
    void update(Weight weight, FloatBuffer from, Shard shard, UpdateRule.Update update) {
      FloatBuffer values = weights.parameters().stored(weight).values();
      for (int i = 0; i < kept.length; i++) {
        stored[i] = kept[i].parameters().stored(weight).values();
      }
      int first = shard.from(from.capacity());
      int end = shard.to(from.capacity());
      for (Slice.Run run : weights.parameters().slice(weight).runs()) {
        int last = Math.min(end, run.own() + run.length());
        for (int own = Math.max(first, run.own()); own < last; own += CHUNK) {
          int length = Math.min(CHUNK, last - own);
          from.get(own, gradient, 0, length);
          apply(update, values, run.stored() + own - run.own(), length);
        }
      }
    }

    /** The shard's rows, some at a time, so that their memory can be read ahead. */
    void update(RowGradients rows, Shard shard, UpdateRule.Update update) {
      int end = shard.to(rows.distinct());
      for (int from = shard.from(rows.distinct()); from < end; from += ROWS) {
        update(rows, from, Math.min(end, from + ROWS), update);
      }
    }

    private void update(RowGradients rows, int from, int to, UpdateRule.Update update) {
      for (ModelWeights one : kept) {
        for (int i = from; i < to; i++) {
          ahead[i - from] = one.embeddings().table(rows.field(i)).first(rows.row(i));
        }
      }
      for (int i = from; i < to; i++) {
        int field = rows.field(i);
        int row = rows.row(i);
        for (int k = 0; k < kept.length; k++) {
          stored[k] = kept[k].embeddings().table(field).page(row);
        }
        EmbeddingTable table = weights.embeddings().table(field);
        apply(update, table.page(row), table.offset(row), rows.copy(i, gradient));
      }
    }

    private void apply(UpdateRule.Update update, FloatBuffer values, int at, int length) {
      values.get(at, theta, 0, length);
      for (int i = 0; i < stored.length; i++) {
        stored[i].get(at, ofChunk[i], 0, length);
      }
      update.apply(theta, ofChunk, gradient, length);
      values.put(at, theta, 0, length);
      for (int i = 0; i < stored.length; i++) {
        stored[i].put(at, ofChunk[i], 0, length);
      }
    }
  }

  /** What the rule keeps, by its name, in the weights' shapes: everything needed to resume. */
  Map<String, ModelWeights> state() {
    return state;
  }

  @Override
  public void close() {
    state.values().forEach(ModelWeights::close);
  }
}
