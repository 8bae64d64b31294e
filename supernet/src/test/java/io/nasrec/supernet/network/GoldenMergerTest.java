package io.nasrec.supernet.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.nasrec.data.Batch;
import io.nasrec.space.Architecture;
import io.nasrec.space.Block;
import io.nasrec.space.DenseOperator;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.SparseOperator;
import io.nasrec.space.network.EmbeddedFullyConnected;
import io.nasrec.space.network.FullyConnected;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.Network;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.Differentiated;
import io.nasrec.supernet.Examples;
import io.nasrec.supernet.FidelityTable;
import io.nasrec.supernet.GoldenArrays;
import io.nasrec.supernet.GoldenCase;
import io.nasrec.supernet.PlainNetwork;
import io.nasrec.supernet.PublishedNames;
import io.nasrec.supernet.Tensors;
import io.nasrec.supernet.engine.EngineScope;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.weights.ModelWeights;
import io.nasrec.supernet.weights.Parameter;
import io.nasrec.supernet.weights.Parameters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole blocks with merger and FM against the published code, and its one deviation that this
 * project does not share: it adds the FM in place, and so to the merger's rows too where those are
 * a view of the dense output (w = 8E; spec section 3).
 */
class GoldenMergerTest {
  private static final double TOLERANCE = 1e-5;
  private static final double DIFFERENT = 1e-3;
  private static final int DIM = 16;

  @ParameterizedTest
  @CsvSource({
    "merger_fixed_proj, true, false",
    "merger_fixed_skip128, true, false",
    "merger_fixed_off, false, true"
  })
  void blocks(String name, boolean merger, boolean fm) {
    for (boolean layerNorm : new boolean[] {false, true}) {
      String id = name + (layerNorm ? "_ln1" : "_ln0");
      JsonNode entry = GoldenCase.entry("ops", id);
      try (GoldenArrays arrays = GoldenCase.arrays(entry.path("file").asText())) {
        Network network = network(arrays, merger, fm, layerNorm);
        try (Parameters parameters = parameters(network, arrays)) {
          Differentiated actual =
              Differentiated.of(new Subnet(network), parameters, examples(arrays));
          double output = Tensors.error(actual.logits(), arrays.doubles("logits"));
          double gradient = Tensors.error(actual.denseGradient(), arrays.doubles("grad_in/dense"));
          for (Parameter parameter : parameters.all()) {
            String path = parameter.weight().path();
            if (!path.startsWith("head")) {
              gradient =
                  Math.max(
                      gradient,
                      Tensors.error(
                          actual.gradients().get(path), arrays.doubles("grad/" + name(path))));
            }
          }
          FidelityTable.row(id, output, gradient, TOLERANCE);
          assertThat(Math.max(output, gradient)).as(id).isLessThan(TOLERANCE);
        }
      }
    }
  }

  /** The leak reaches the 8 merger rows and nothing else. */
  @ParameterizedTest
  @ValueSource(strings = "merger_fixed_skip128_fm_alias_ln1")
  void theLeakInOneBlock(String id) {
    JsonNode entry = GoldenCase.entry("ops", id);
    try (GoldenArrays arrays = GoldenCase.arrays(entry.path("file").asText());
        EngineScope scope = new TorchEngine(1).inference()) {
      Network network = network(arrays, true, true, true);
      NDManager manager = scope.manager();
      try (Parameters parameters = parameters(network, arrays)) {
        var block = network.lastBlock();
        Operators operators =
            new Operators(
                new BoundLayers(parameters.bind(network.weights(), manager), LayerFunctions.PLAIN));
        NDArray dense = manager.create(arrays.floats("in/dense"), new Shape(8, 13));
        NDArray sparse =
            manager.create(arrays.floats("in/sparse"), new Shape(8, 9, DIM)).transpose(0, 2, 1);
        NDArray fc = operators.fullyConnected((FullyConnected) block.dense().get(0), dense);
        NDArray rows = operators.embedded((EmbeddedFullyConnected) block.sparse().get(0), sparse);
        NDArray fm = operators.factorizationMachine(block.fm().orElseThrow(), rows);
        NDArray merged = operators.merged(block.merger().orElseThrow(), fc);
        NDArray leaked = operators.merged(block.merger().orElseThrow(), fc.add(fm));

        assertThat(error(fc.add(fm), arrays.doubles("out_dense"))).isLessThan(TOLERANCE);
        double[] published = arrays.doubles("out_sparse");
        assertThat(error(sparse(rows, leaked), published)).isLessThan(TOLERANCE);
        assertThat(error(sparse(rows, merged), published)).isGreaterThan(DIFFERENT);
      }
    }
  }

  /** With the leak, the float64 oracle is the published network; ours is the oracle without. */
  @ParameterizedTest
  @ValueSource(strings = {"autoctr_0_ln0", "autoctr_0_ln1"})
  void theLeakInAWholeNetwork(String id) {
    JsonNode entry = GoldenCase.entry("subnets", id);
    try (GoldenCase golden = new GoldenCase(entry, entry.path("file").asText());
        ModelWeights weights = golden.weights()) {
      double[] published = golden.doubles("logits");
      PlainNetwork plain = PlainNetwork.of(golden.architecture(), golden.builder().layerNorm());
      assertThat(distance(logits(plain.withFmLeak(), golden, weights), published))
          .isLessThan(1e-12);
      double[] ours = logits(plain, golden, weights);
      assertThat(distance(ours, published)).isGreaterThan(DIFFERENT);
      Tensors.assertClose("logits", logits(golden, weights), ours, TOLERANCE);
    }
  }

  private static Network network(
      GoldenArrays arrays, boolean merger, boolean fm, boolean layerNorm) {
    int width = arrays.shape("out_dense").get(1);
    SearchSpace space = SearchSpace.small(1).withWidths(List.of(width), List.of(16));
    List<Integer> raw = List.of(0);
    Block block =
        new Block(
            DenseOperator.FC, SparseOperator.EMBEDDED_FC, width, 16, merger, fm, raw, raw, 0, 0);
    return new NetworkBuilder(space, new InputShape(13, 9, DIM), layerNorm)
        .live(new Architecture(space, List.of(block)));
  }

  private static String name(String path) {
    return PublishedNames.of(path, SearchSpace.small(1)).replace("_blocks.0.", "");
  }

  /** The case's head has no bias. */
  private static Parameters parameters(Network network, GoldenArrays arrays) {
    Parameters parameters = Parameters.own(new TorchEngine(1), network.weights());
    for (Parameter parameter : parameters.all()) {
      String path = parameter.weight().path();
      if (path.equals("head.weight")) {
        parameter.values().put(0, arrays.floats("in/head"));
      } else if (!path.equals("head.bias")) {
        parameter.values().put(0, arrays.floats("param/" + name(path)));
      }
    }
    return parameters;
  }

  private static Examples examples(GoldenArrays arrays) {
    return new Examples(
        arrays.floats("in/dense"),
        Tensors.transposed(arrays.floats("in/sparse"), 9, DIM),
        arrays.floats("in/labels"));
  }

  /** In the reference's layout {@code (batch, rows, E)}. */
  private static NDArray sparse(NDArray own, NDArray merged) {
    return own.concat(merged, 2).transpose(0, 2, 1);
  }

  private static double error(NDArray actual, double[] expected) {
    return Tensors.error(actual.flatten().toFloatArray(), expected);
  }

  private static float[] logits(GoldenCase golden, ModelWeights weights) {
    try (EngineScope scope = new TorchEngine(1).inference()) {
      Subnet subnet = new Subnet(golden.network());
      Inputs inputs = Inputs.of(golden.batch("in/"), weights.embeddings(), scope.manager());
      return subnet
          .logits(
              weights.parameters().bind(subnet.weights(), scope.manager()),
              inputs.dense(),
              inputs.sparse())
          .toFloatArray();
    }
  }

  private static double[] logits(PlainNetwork plain, GoldenCase golden, ModelWeights weights) {
    Map<String, double[]> values = new LinkedHashMap<>();
    for (Parameter parameter : weights.parameters().all()) {
      values.put(parameter.weight().path(), Tensors.doubles(Tensors.floats(parameter.values())));
    }
    Batch batch = golden.batch("in/");
    int features = batch.denseWidth();
    int fields = batch.sparse().length / batch.size();
    float[] floats = new float[batch.dense().capacity()];
    batch.dense().get(floats);
    double[] dense = Tensors.doubles(floats);
    return IntStream.range(0, batch.size())
        .mapToDouble(
            i -> {
              double[][] rows = new double[fields][DIM];
              for (int f = 0; f < fields; f++) {
                for (int e = 0; e < DIM; e++) {
                  int id = batch.sparse()[i * fields + f];
                  rows[f][e] = weights.embeddings().table(f).pages().get(0).get(id * DIM + e);
                }
              }
              return plain.logit(
                  values, Arrays.copyOfRange(dense, i * features, (i + 1) * features), rows);
            })
        .toArray();
  }

  private static double distance(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).max().orElseThrow();
  }
}
