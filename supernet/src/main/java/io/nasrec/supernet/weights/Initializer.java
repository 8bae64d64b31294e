package io.nasrec.supernet.weights;

import io.nasrec.commons.RandomStreams;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Initial values (spec section 4), derived only from the experiment's seed: each tensor has its own
 * random stream, keyed by its path.
 *
 * @param seed the experiment's seed
 * @param embeddingStd standard deviation of the embedding rows
 */
public record Initializer(long seed, double embeddingStd) {
  private static final float RESIDUAL_NORM_GAIN = 0.17f;
  private static final int BLOCK_ROWS = 1 << 16;

  /**
   * Linear weights are Xavier-uniform, weights of linear models and biases are 0, and layer
   * normalisation has gain 1 (0.17 after a residual connection) and bias 0.
   */
  public void fill(Parameters parameters) {
    for (Parameter parameter : parameters.all()) {
      FloatBuffer values = parameter.values();
      switch (parameter.weight().role()) {
        case LINEAR_WEIGHT, ATTENTION_WEIGHT -> xavier(parameter);
        case EMBEDDING -> normal(parameter);
        case NORM_GAIN -> fill(values, 1);
        case RESIDUAL_NORM_GAIN -> fill(values, RESIDUAL_NORM_GAIN);
        case FIRST_ORDER_WEIGHT, LINEAR_BIAS, NORM_BIAS, KEY_BIAS -> fill(values, 0);
      }
    }
  }

  /** Rows that are vectors only. */
  public void fill(EmbeddingTables tables) {
    fill(tables, 0);
  }

  /**
   * Rows are normally distributed with mean 0, except for the first-order scalars at their end. The
   * published Xavier-normal would depend on the table's size.
   *
   * <p>Each block of rows has its own stream: all processors can draw in parallel, a table's size
   * does not affect its rows, and no memory is needed besides the tables.
   *
   * @param firstOrder scalars at the end of each row that are weights of a linear model: they start
   *     at 0
   */
  public void fill(EmbeddingTables tables, int firstOrder) {
    List<Block> blocks = new ArrayList<>();
    for (int field = 0; field < tables.fields(); field++) {
      int rows = tables.table(field).rows();
      for (int from = 0; from < rows; from += Math.min(BLOCK_ROWS, rows - from)) {
        blocks.add(new Block(field, from, from + Math.min(BLOCK_ROWS, rows - from)));
      }
    }
    blocks.parallelStream()
        .forEach(block -> normal(tables.table(block.field()), block, firstOrder));
  }

  /** Rows {@code from} to {@code to} of a field's table. */
  private record Block(int field, int from, int to) {
    /** The first block's stream is numbered like the field. */
    long number() {
      return (long) (from / BLOCK_ROWS) << Integer.SIZE | field;
    }
  }

  private void normal(EmbeddingTable table, Block block, int firstOrder) {
    RandomGenerator random = RandomStreams.stream(seed, "embedding", block.number());
    float[] values = new float[table.dim()];
    for (int row = block.from(); row < block.to(); row++) {
      for (int k = 0; k < values.length - firstOrder; k++) {
        values[k] = normal(random);
      }
      table.page(row).put(table.offset(row), values);
    }
  }

  private float normal(RandomGenerator random) {
    return (float) (embeddingStd * random.nextGaussian());
  }

  private void normal(Parameter parameter) {
    RandomGenerator random = RandomStreams.stream(seed, stream(parameter));
    for (int i = 0; i < parameter.values().capacity(); i++) {
      parameter.values().put(i, normal(random));
    }
  }

  private static String stream(Parameter parameter) {
    return "weight:" + parameter.weight().path();
  }

  private void xavier(Parameter parameter) {
    int out = parameter.weight().shape().get(0);
    int in = parameter.weight().shape().get(1);
    double bound = Math.sqrt(6.0 / (in + out));
    RandomGenerator random = RandomStreams.stream(seed, stream(parameter));
    FloatBuffer values = parameter.values();
    for (int i = 0; i < values.capacity(); i++) {
      values.put(i, (float) random.nextDouble(-bound, bound));
    }
  }

  private static void fill(FloatBuffer values, float value) {
    for (int i = 0; i < values.capacity(); i++) {
      values.put(i, value);
    }
  }
}
