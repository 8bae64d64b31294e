package io.nasrec.experiments.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.BlockNetwork;
import io.nasrec.space.network.DotProduct;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.Network;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.space.network.Operator;
import io.nasrec.space.network.SigmoidGating;
import io.nasrec.space.network.Sum;
import io.nasrec.space.published.PublishedNetwork;
import io.nasrec.space.published.PublishedNetworks;
import io.nasrec.supernet.baseline.Baseline;
import io.nasrec.supernet.baseline.BaselineShapes;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.network.Ensemble;
import io.nasrec.supernet.network.Subnet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs over ids, run by ONNX Runtime, against this program's own predictions. */
class IdGraphsTest {
  private static final int ROWS = 10_000;

  private static final int CARDINALITY = 40;

  /** Fewer rows than ids: those beyond share the row of rare ids. */
  private static final int TABLE_ROWS = 30;

  @TempDir private Path directory;

  /** Every operator of all spaces, each way in which it can be built. */
  @ParameterizedTest
  @CsvSource({
    "nasrec-small, true",
    "nasrec-small, false",
    "nasrec-full, true",
    "nasrec-full, false",
    "nasrec-plus, true",
    "nasrec-plus, false"
  })
  void randomArchitectures(String name, boolean layerNorm) throws Exception {
    SearchSpace space =
        SearchSpace.all(5).stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow()
            .withWidths(List.of(8, 16, 24), List.of(4, 7, 16));
    InputShape input = new InputShape(5, 7, 16);
    NetworkBuilder builder = new NetworkBuilder(space, input, layerNorm);
    ArchitectureSampler sampler = new ArchitectureSampler(space);
    RandomGenerator random = new SplittableRandom(17);
    Set<String> covered = new TreeSet<>();
    for (int i = 0; i < 40; i++) {
      Network network = builder.live(sampler.sample(random));
      network.blocks().forEach(block -> cover(block, covered));
      assertSame(new Subnet(network), input, i == 0 ? ROWS : 100);
    }
    assertThat(covered)
        .contains("fc", "dot-product", "dot-product from E", "embedded-fc", "merger", "fm");
    if (name.equals("nasrec-plus")) {
      assertThat(covered).contains("cross", "low-rank-cross", "flat-fc", "cin");
    } else if (name.equals("nasrec-full")) {
      assertThat(covered)
          .contains(
              "sigmoid-gating", "sigmoid-gating in place", "sum", "sum in place", "attention");
    }
  }

  /** Several operators of a kind in one block, summed. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fullPath(boolean layerNorm) throws Exception {
    SearchSpace space = SearchSpace.plus(2).withWidths(List.of(8, 16), List.of(4, 8));
    InputShape input = new InputShape(3, 5, 8);
    Network network =
        new NetworkBuilder(space, input, layerNorm)
            .fullPath(new ArchitectureSampler(space).sample(new SplittableRandom(1)));
    assertThat(network.lastBlock().dense()).hasSize(7);
    assertSame(new Subnet(network), input, ROWS);
  }

  @ParameterizedTest
  @EnumSource
  void baselines(Baseline baseline) throws Exception {
    InputShape input = new InputShape(4, 6, 8);
    BaselineShapes shapes =
        new BaselineShapes(List.of(17, 11), List.of(12), List.of(15, 9), List.of(5, 3), 2, 2, 6, 3);
    assertSame(baseline.network(input, shapes), input, ROWS);
  }

  /** Of a found network, and of baselines with and without first-order weights. */
  @Test
  void ensemble() throws Exception {
    InputShape input = new InputShape(4, 6, 8);
    SearchSpace space = SearchSpace.full(3).withWidths(List.of(8, 16), List.of(4, 8));
    Network found =
        new NetworkBuilder(space, input, true)
            .live(new ArchitectureSampler(space).sample(new SplittableRandom(4)));
    BaselineShapes shapes =
        new BaselineShapes(List.of(17, 11), List.of(12), List.of(15, 9), List.of(5, 3), 2, 2, 6, 3);
    assertSame(
        new Ensemble(
            List.of(
                new Subnet(found),
                Baseline.DEEPFM.network(input, shapes),
                Baseline.DCN_V2.network(input, shapes)),
            List.of(1, 3, 2)),
        input,
        ROWS);
  }

  /** In their published widths, over inputs of their data sets' shapes. */
  @ParameterizedTest
  @CsvSource({"nasrec:criteo-small", "nasrec:avazu-full", "nasrec:kdd12-full"})
  void publishedNetworks(String name) throws Exception {
    PublishedNetwork published = PublishedNetworks.named(name).orElseThrow();
    InputShape input =
        switch (published.dataset()) {
          case "criteo" -> new InputShape(13, 26, 16);
          case "avazu" -> new InputShape(1, 23, 16);
          default -> new InputShape(3, 10, 16);
        };
    Network network =
        new NetworkBuilder(published.architecture().space(), input, published.layerNorm())
            .live(published.architecture());
    assertSame(new Subnet(network), input, ROWS);
  }

  /** One row, no row, and one after the other in the same session. */
  @Test
  void anyNumberOfRows() throws Exception {
    InputShape input = new InputShape(2, 3, 8);
    SearchSpace space = SearchSpace.full(3).withWidths(List.of(8, 16), List.of(4, 8));
    Network network =
        new NetworkBuilder(space, input, true)
            .live(new ArchitectureSampler(space).sample(new SplittableRandom(3)));
    try (RandomModel model = model(new Subnet(network), input);
        Session session = new Session(exported(model))) {
      for (int rows : new int[] {1, 7, 1, 0}) {
        float[][] dense = numbers(rows, input);
        int[][] ids = ids(rows, input);
        float[] said =
            rows == 0
                ? new float[0]
                : session.probabilities(Map.of("dense", dense, "sparse", longs(ids)));
        assertThat(said).hasSize(rows);
        if (rows > 0) {
          Closeness.assertClose(said, model.probabilities(dense, ids));
        }
      }
    }
  }

  private void assertSame(CtrNetwork network, InputShape input, int rows)
      throws IOException, OrtException {
    float[][] dense = numbers(rows, input);
    int[][] ids = ids(rows, input);
    try (RandomModel model = model(network, input)) {
      double[] ours = model.telling(dense, ids);
      try (Session session = new Session(exported(model))) {
        Closeness.assertClose(
            session.probabilities(rows, Map.of("dense", dense, "sparse", longs(ids))), ours);
      }
    }
  }

  private Path exported(RandomModel model) throws IOException {
    Path file = directory.resolve("model.onnx");
    OnnxExport.ofIds(model.network(), model.input(), model.weights(), Map.of()).write(file);
    return file;
  }

  private static RandomModel model(CtrNetwork network, InputShape input) {
    List<Integer> cardinalities = Collections.nCopies(input.sparseFields(), CARDINALITY);
    return RandomModel.of(network, input, cardinalities, TABLE_ROWS, 5);
  }

  private static float[][] numbers(int rows, InputShape input) {
    RandomGenerator random = new SplittableRandom(7);
    float[][] dense = new float[rows][input.denseFeatures()];
    for (float[] row : dense) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) (1 + random.nextGaussian());
      }
    }
    return dense;
  }

  private static int[][] ids(int rows, InputShape input) {
    RandomGenerator random = new SplittableRandom(9);
    return IntStream.range(0, rows)
        .mapToObj(row -> random.ints(input.sparseFields(), 0, CARDINALITY).toArray())
        .toArray(int[][]::new);
  }

  private static long[][] longs(int[][] ids) {
    return Arrays.stream(ids)
        .map(row -> Arrays.stream(row).asLongStream().toArray())
        .toArray(long[][]::new);
  }

  private static void cover(BlockNetwork block, Set<String> covered) {
    for (Operator.Dense operator : block.dense()) {
      covered.add(operator.label());
      if (operator instanceof DotProduct dot && dot.dense().weight().isEmpty()) {
        covered.add("dot-product from E");
      }
      if (operator instanceof SigmoidGating gating && gating.output().weight().isEmpty()) {
        covered.add("sigmoid-gating in place");
      }
      if (operator instanceof Sum sum && sum.output().weight().isEmpty()) {
        covered.add("sum in place");
      }
    }
    block.sparse().forEach(operator -> covered.add(operator.label()));
    block.merger().ifPresent(merger -> covered.add("merger"));
    block.fm().ifPresent(fm -> covered.add("fm"));
  }
}
