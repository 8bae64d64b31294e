package io.nasrec.space.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nasrec.space.Architecture;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.GoldenArchitectures;
import io.nasrec.space.InterchangeFile;
import io.nasrec.space.SearchSpace;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts against those of the published code ({@code architectures.json}). */
class GoldenCostsTest {
  private JsonNode golden;

  @BeforeEach
  void read() throws IOException {
    golden = GoldenArchitectures.read();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ea_criteo_kaggle_autoctr_best_1shot",
        "ea_avazu_kaggle_autoctr_best_1shot",
        "ea_kdd_kaggle_autoctr_best_1shot",
        "ea_criteo_kaggle_xlarge_best_1shot",
        "ea_avazu_kaggle_xlarge_best_1shot",
        "ea_kdd_kaggle_xlarge_best_1shot"
      })
  void publishedNetworks(String name) {
    JsonNode network = golden.path("fixed").path(name);
    Architecture architecture =
        InterchangeFile.parse(network.path("choice").toString()).architecture();
    InputShape input =
        new InputShape(
            network.path("num_dense_inputs").asInt(),
            network.path("num_sparse_inputs").asInt(),
            16);
    for (boolean layerNorm : List.of(true, false)) {
      NetworkBuilder builder = new NetworkBuilder(architecture.space(), input, layerNorm);
      JsonNode expected = network.path(layerNorm ? "layernorm1" : "layernorm0");
      assertThat(Costs.of(architecture, builder))
          .isEqualTo(
              new Costs(
                  expected.path("dense_params").asLong(),
                  expected.path("macs_per_example").path("total").asLong(),
                  expected.path("dense_params_live").asLong(),
                  expected.path("macs_per_example_live").path("total").asLong()));
      // Tensor by tensor: the multiset of shapes, but for the norms that the reference leaves over.
      assertThat(liveShapes(expected))
          .containsExactlyInAnyOrderElementsOf(shapes(builder.live(architecture).weights()));
    }
  }

  @Test
  void theSmallSupernet() {
    NetworkBuilder builder =
        new NetworkBuilder(
            SearchSpace.small(SearchSpace.PUBLISHED_BLOCKS), new InputShape(13, 26, 16), true);
    Network fullPath = builder.fullPath(anyOf(builder.space()));
    long parameters = builder.supernetWeights().stream().mapToLong(Weight::size).sum();
    JsonNode expected = golden.path("supernet").path("autoctr");
    assertThat(parameters)
        .isEqualTo(expected.path("dense_params").asLong())
        .isEqualTo(fullPath.parameters());
    assertThat(fullPath.macs())
        .isEqualTo(expected.path("macs_per_example_full_path").path("total").asLong());
  }

  /**
   * The published full path concatenates all left and all right sources, so that its gates and sums
   * are wider than any subnet needs; everything else has the same shapes.
   */
  @Test
  void theFullSupernetButForItsGatesAndSums() {
    NetworkBuilder builder =
        new NetworkBuilder(
            SearchSpace.full(SearchSpace.PUBLISHED_BLOCKS), new InputShape(13, 26, 16), true);
    JsonNode expected = golden.path("supernet").path("xlarge");
    List<String> published =
        expected.path("shapes").properties().stream()
            .filter(entry -> !entry.getKey().matches(".*_nodes\\.[23]\\..*"))
            .map(entry -> entry.getValue().toString())
            .toList();
    List<Weight> ours =
        builder.supernetWeights().stream()
            .filter(weight -> !weight.path().matches(".*\\.(sigmoid-gating|sum)\\..*"))
            .toList();
    assertThat(published).hasSize(7 * 36 + 2).containsExactlyInAnyOrderElementsOf(shapes(ours));
  }

  private static Architecture anyOf(SearchSpace space) {
    return new ArchitectureSampler(space).sample(new SplittableRandom(1));
  }

  /** The published attention has one tensor for the biases of queries, keys and values. */
  private static List<String> shapes(List<Weight> weights) {
    return weights.stream()
        .filter(weight -> !weight.path().matches(".*\\.(key|value)\\.bias"))
        .map(
            weight ->
                weight.path().endsWith(".query.bias")
                    ? "[" + 3 * weight.size() + "]"
                    : weight.shape().toString().replace(" ", ""))
        .toList();
  }

  private static List<String> liveShapes(JsonNode expected) {
    List<String> dead =
        StreamSupport.stream(expected.path("dead_params_no_grad").spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    return expected.path("shapes").properties().stream()
        .filter(entry -> !dead.contains(entry.getKey()))
        .map(entry -> entry.getValue().toString())
        .toList();
  }
}
