package io.nasrec.experiments.onnx;

import io.nasrec.data.Batch;
import io.nasrec.data.BatchSource;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.space.network.Weight.Role;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.evaluation.Evaluation;
import io.nasrec.supernet.evaluation.Predictions;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.network.Subnet;
import io.nasrec.supernet.weights.EmbeddingTable;
import io.nasrec.supernet.weights.ModelWeights;
import io.nasrec.supernet.weights.Parameter;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A network with random weights, none of them at a value that hides a mistake: biases are not 0 and
 * gains not 1.
 */
record RandomModel(CtrNetwork network, InputShape input, ModelWeights weights)
    implements AutoCloseable {
  /** Of matrices, by the square root of their width. */
  private static final double SCALE = 0.7;

  /**
   * @param cardinalities ids per field
   * @param maxRows embedding rows per field at most
   */
  static RandomModel of(
      CtrNetwork network, InputShape input, List<Integer> cardinalities, int maxRows, long seed) {
    ModelWeights weights =
        ModelWeights.own(
            new TorchEngine(1), network.weights(), cardinalities, network.embeddingDim(), maxRows);
    RandomGenerator random = new SplittableRandom(seed);
    for (Parameter parameter : weights.parameters().all()) {
      fill(parameter, random);
    }
    for (int field = 0; field < weights.embeddings().fields(); field++) {
      fill(weights.embeddings().table(field), random);
    }
    return new RandomModel(network, input, weights);
  }

  /** A network of the full space that a test has time for. */
  static CtrNetwork small(InputShape input) {
    SearchSpace space = SearchSpace.full(3).withWidths(List.of(8, 16), List.of(4, 8));
    return new Subnet(
        new NetworkBuilder(space, input, true)
            .live(new ArchitectureSampler(space).sample(new SplittableRandom(2))));
  }

  private static void fill(Parameter parameter, RandomGenerator random) {
    Role role = parameter.weight().role();
    double mean = role == Role.NORM_GAIN || role == Role.RESIDUAL_NORM_GAIN ? 1 : 0;
    boolean matrix = !parameter.weight().columns().isEmpty();
    double std = matrix ? SCALE / Math.sqrt(parameter.weight().shape().get(1)) : 0.2;
    for (int i = 0; i < parameter.values().capacity(); i++) {
      parameter.values().put(i, (float) (mean + std * random.nextGaussian()));
    }
  }

  private static void fill(EmbeddingTable table, RandomGenerator random) {
    for (int row = 0; row < table.rows(); row++) {
      for (int k = 0; k < table.dim(); k++) {
        table.page(row).put(table.offset(row) + k, (float) (0.5 * random.nextGaussian()));
      }
    }
  }

  /**
   * What this program says of rows. A network without normalisation makes large numbers of products
   * of products; its head is made smaller until it says more than 0 and 1, which would show
   * nothing.
   */
  double[] telling(float[][] dense, int[][] ids) {
    double[] probabilities = probabilities(dense, ids);
    while (Arrays.stream(probabilities).map(p -> p * (1 - p)).average().orElseThrow() < 0.02) {
      FloatBuffer head =
          weights.parameters().all().stream()
              .filter(parameter -> parameter.weight().path().equals("head.weight"))
              .findFirst()
              .orElseThrow()
              .values();
      for (int i = 0; i < head.capacity(); i++) {
        head.put(i, head.get(i) / 4);
      }
      probabilities = probabilities(dense, ids);
    }
    return probabilities;
  }

  /** What this program says of rows. */
  double[] probabilities(float[][] dense, int[][] ids) {
    int rows = dense.length;
    float[] numbers = new float[rows * input.denseFeatures()];
    int[] sparse = new int[rows * input.sparseFields()];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(dense[row], 0, numbers, row * dense[row].length, dense[row].length);
      System.arraycopy(ids[row], 0, sparse, row * ids[row].length, ids[row].length);
    }
    return probabilities(new OneBatch(new Batch(rows, new float[rows], numbers, sparse)));
  }

  /** What this program says of prepared rows. */
  double[] probabilities(BatchSource prepared) {
    Predictions said = new Evaluation(network, weights).predict(prepared);
    int rows = prepared.rows();
    double[] probabilities = new double[rows];
    for (int row = 0; row < rows; row++) {
      probabilities[row] = said.probability(row);
    }
    return probabilities;
  }

  @Override
  public void close() {
    weights.close();
  }

  private record OneBatch(Batch batch) implements BatchSource {
    @Override
    public int rows() {
      return batch.size();
    }

    @Override
    public Batch read(int from, int to) {
      return batch.part(from, to);
    }

    @Override
    public Batch gather(int[] rows, int from, int to) {
      throw new UnsupportedOperationException();
    }
  }
}
