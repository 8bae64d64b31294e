package io.nasrec.search.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nasrec.commons.DamagedFileException;
import io.nasrec.search.Samples;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.Network;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.network.LonePart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Times are measured once, kept, and added. */
class LatencyTableTest {
  private static final NetworkBuilder NETWORKS =
      new NetworkBuilder(Samples.SPACE, new InputShape(3, 5, 8), false);

  @TempDir private Path directory;

  @Test
  void aNetworkTakesTheSumOfItsPartsAsTheFileHasThem() throws Exception {
    Path file = directory.resolve("latency.json");
    LatencyTable table = LatencyTable.open(file, 1, new TorchEngine(1), NETWORKS);
    List<Network> networks = Samples.architectures(5).stream().map(NETWORKS::live).toList();
    List<Double> first = networks.stream().map(table::predicted).toList();

    JsonNode kept = new ObjectMapper().readTree(file.toFile());
    assertThat(kept.at("/machine").asText()).contains("processors");
    for (int i = 0; i < networks.size(); i++) {
      double sum =
          LonePart.of(networks.get(i)).stream()
              .mapToDouble(part -> kept.at("/parts").get(part.shape()).asDouble())
              .sum();
      assertThat(first.get(i)).isEqualTo(sum, within(1e-12)).isPositive();
    }
    byte[] bytes = Files.readAllBytes(file);
    LatencyTable again = LatencyTable.open(file, 1, new TorchEngine(1), NETWORKS);
    assertThat(networks.stream().map(again::predicted).toList()).isEqualTo(first);
    assertThat(Files.readAllBytes(file)).as("nothing is measured again").isEqualTo(bytes);
  }

  @Test
  void aTableOfOtherBatchesIsReplaced() throws Exception {
    Path file = directory.resolve("latency.json");
    Network network = NETWORKS.live(Samples.architectures(1).get(0));
    LatencyTable.open(file, 1, new TorchEngine(1), NETWORKS).predicted(network);
    LatencyTable larger = LatencyTable.open(file, 64, new TorchEngine(1), NETWORKS);

    assertThat(larger.batchSize()).isEqualTo(64);
    assertThat(larger.shapes()).isZero();
    larger.predicted(network);
    assertThat(new ObjectMapper().readTree(file.toFile()).at("/batchSize").asInt()).isEqualTo(64);
  }

  @Test
  void damageIsRefused() throws Exception {
    Path file = directory.resolve("latency.json");
    LatencyTable.open(file, 1, new TorchEngine(1), NETWORKS)
        .predicted(NETWORKS.live(Samples.architectures(1).get(0)));
    String text = Files.readString(file);
    Files.writeString(file, text.replaceFirst("\"batchSize\" ?: ?1", "\"batchSize\" : 2"));

    assertThat(Files.readString(file)).isNotEqualTo(text);
    assertThatThrownBy(() -> LatencyTable.open(file, 1, new TorchEngine(1), NETWORKS))
        .isInstanceOf(DamagedFileException.class);
  }
}
