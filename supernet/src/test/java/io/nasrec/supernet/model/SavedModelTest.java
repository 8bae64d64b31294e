package io.nasrec.supernet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.data.BadDataException;
import io.nasrec.data.CheckedJson;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.published.PublishedNetworks;
import io.nasrec.supernet.Tensors;
import io.nasrec.supernet.baseline.Baseline;
import io.nasrec.supernet.baseline.BaselineShapes;
import io.nasrec.supernet.weights.Checkpoint;
import io.nasrec.supernet.weights.Initializer;
import io.nasrec.supernet.weights.ModelWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SavedModelTest {
  private static final BaselineShapes SHAPES =
      new BaselineShapes(List.of(7, 6), List.of(5), List.of(6, 4), List.of(3, 2), 2, 2, 3, 2);

  @TempDir private Path directory;

  private static SavedModel model(NetworkDefinition network) {
    return new SavedModel(
        network, new InputShape(3, 2, 8), List.of(5, 9), 6, "digest", Map.of("seed", "7"));
  }

  private Path weights() {
    return directory.resolve("net.safetensors");
  }

  @ParameterizedTest
  @EnumSource
  void baselines(Baseline baseline) throws IOException {
    roundTrip(model(new NetworkDefinition.HandCrafted(baseline, SHAPES)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void networksOfBothSpaces(boolean layerNorm) throws IOException {
    for (String name : List.of("nasrec:criteo-small", "nasrec:criteo-full")) {
      roundTrip(
          model(
              new NetworkDefinition.Searched(
                  PublishedNetworks.named(name).orElseThrow().architecture(), layerNorm)));
    }
  }

  private void roundTrip(SavedModel model) throws IOException {
    try (ModelWeights weights = model.zeros()) {
      new Initializer(1, 1).fill(weights.parameters());
      new Initializer(1, 1).fill(weights.embeddings());
      assertThat(weights.embeddings().table(1).rows()).as("capped").isEqualTo(6);
      Checkpoint.write(weights(), weights, Map.of());
      model.describe(weights());

      SavedModel read = SavedModel.read(weights());
      assertThat(read).isEqualTo(model);
      try (ModelWeights loaded = read.load(weights())) {
        assertThat(Tensors.floats(loaded))
            .usingRecursiveComparison()
            .isEqualTo(Tensors.floats(weights));
      }
    }
  }

  @Test
  void whatIsNoModel() throws IOException {
    assertThatThrownBy(() -> SavedModel.read(weights()))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("net.json: not there");
    SavedModel model = model(new NetworkDefinition.HandCrafted(Baseline.DLRM, SHAPES));
    model.describe(weights());
    Path description = directory.resolve("net.json");
    ObjectNode document = CheckedJson.read(description);
    CheckedJson.write(description, document.deepCopy().put("format", "nasrec-model-9"));
    assertThatThrownBy(() -> SavedModel.read(weights()))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("format must be \"nasrec-model-1\", but was \"nasrec-model-9\"");
    ((ObjectNode) document.get("network")).put("baseline", "dlrn");
    CheckedJson.write(description, document);
    assertThatThrownBy(() -> SavedModel.read(weights()))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            description + " was written by another version of nasrec: no baseline is called dlrn");
    String text = Files.readString(description);
    Files.writeString(description, text.replace("dlrn", "dlrm"));
    assertThatThrownBy(() -> SavedModel.read(weights()))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(description + " is damaged: its checksum is ");
    Files.writeString(description, text.substring(0, text.length() / 2));
    assertThatThrownBy(() -> SavedModel.read(weights()))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(description + " is damaged: ");
  }

  @Test
  void weightsOfAnotherNetwork() throws IOException {
    SavedModel model = model(new NetworkDefinition.HandCrafted(Baseline.DLRM, SHAPES));
    SavedModel other = model(new NetworkDefinition.HandCrafted(Baseline.FM, SHAPES));
    try (ModelWeights weights = other.zeros()) {
      Checkpoint.write(weights(), weights, Map.of());
    }
    assertThatThrownBy(() -> model.load(weights()))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("net.safetensors: ");
  }
}
