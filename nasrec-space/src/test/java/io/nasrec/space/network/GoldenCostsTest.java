package io.nasrec.space.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nasrec.space.Architecture;
import io.nasrec.space.InterchangeFile;
import io.nasrec.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts against those of the published code ({@code golden/architectures.json}). */
class GoldenCostsTest {
  private static final Path FILE =
      Path.of(System.getProperty("nasrec.shared", "../../shared"), "golden", "architectures.json");

  private JsonNode golden;

  @BeforeEach
  void read() throws IOException {
    assumeThat(FILE).as("the reference numbers lie beside the project").exists();
    golden = new ObjectMapper().readTree(Files.readString(FILE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ea_criteo_kaggle_autoctr_best_1shot",
        "ea_avazu_kaggle_autoctr_best_1shot",
        "ea_kdd_kaggle_autoctr_best_1shot"
      })
  void publishedSmallNetworks(String name) {
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
      List<String> live =
          builder.live(architecture).weights().stream().map(w -> w.shape().toString()).toList();
      assertThat(liveShapes(expected)).containsExactlyInAnyOrderElementsOf(live);
    }
  }

  @Test
  void theSmallSupernet() {
    NetworkBuilder builder =
        new NetworkBuilder(
            SearchSpace.small(SearchSpace.PUBLISHED_BLOCKS), new InputShape(13, 26, 16), true);
    long parameters = builder.supernetWeights().stream().mapToLong(Weight::size).sum();
    assertThat(parameters)
        .isEqualTo(golden.path("supernet").path("autoctr").path("dense_params").asLong())
        .isEqualTo(builder.fullPath().parameters());
  }

  private static List<String> liveShapes(JsonNode expected) {
    List<String> dead =
        StreamSupport.stream(expected.path("dead_params_no_grad").spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    return expected.path("shapes").properties().stream()
        .filter(entry -> !dead.contains(entry.getKey()))
        .map(
            entry ->
                StreamSupport.stream(entry.getValue().spliterator(), false)
                    .map(JsonNode::asInt)
                    .toList()
                    .toString())
        .toList();
  }
}
