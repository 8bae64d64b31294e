package io.nasrec.supernet.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.data.AtomicFile;
import io.nasrec.data.BadDataException;
import io.nasrec.space.InterchangeFile;
import io.nasrec.space.InvalidArchitectureException;
import io.nasrec.space.network.InputShape;
import io.nasrec.supernet.baseline.Baseline;
import io.nasrec.supernet.baseline.BaselineShapes;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.weights.Checkpoint;
import io.nasrec.supernet.weights.ModelWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trained network: {@code NAME.json} says what it is and {@code NAME.safetensors} beside it holds
 * its weights, tensors named by path and embedding tables {@code embeddings.FIELD}.
 *
 * @param network what it computes
 * @param input D, F and E
 * @param cardinalities ids per field
 * @param maxEmbeddingRows rows per table at most
 * @param dataDigest digest of the data set whose vocabulary its ids are of
 * @param provenance where it comes from
 */
public record SavedModel(
    NetworkDefinition network,
    InputShape input,
    List<Integer> cardinalities,
    int maxEmbeddingRows,
    String dataDigest,
    Map<String, String> provenance) {
  /** How the file of the weights ends. */
  public static final String WEIGHTS = ".safetensors";

  private static final String DESCRIPTION = ".json";
  private static final String FORMAT = "nasrec-model-1";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  public SavedModel {
    cardinalities = List.copyOf(cardinalities);
    provenance = Map.copyOf(provenance);
  }

  /** Writes the description beside a file of weights. */
  public void describe(Path weights) throws IOException {
    ObjectNode document = JSON.createObjectNode();
    document.put("format", FORMAT);
    ObjectNode definition = document.putObject("network");
    if (network instanceof NetworkDefinition.Searched searched) {
      definition.set(
          "architecture",
          InterchangeFile.of(searched.architecture(), searched.layerNorm()).document());
    } else if (network instanceof NetworkDefinition.HandCrafted handCrafted) {
      definition.put("baseline", handCrafted.baseline().label());
      definition.putPOJO("shapes", handCrafted.shapes());
    }
    document.putPOJO("input", input);
    document.putPOJO("cardinalities", cardinalities);
    document.put("maxEmbeddingRows", maxEmbeddingRows);
    document.put("dataDigest", dataDigest);
    document.putPOJO("provenance", new TreeMap<>(provenance));
    AtomicFile.write(
        description(weights),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n");
  }

  /**
   * Reads the description beside a file of weights.
   *
   * @param weights {@code NAME.safetensors}
   * @throws BadDataException if the file is not called so, or has no description of a model of ours
   */
  public static SavedModel read(Path weights) throws IOException {
    Path file = description(weights);
    if (!Files.exists(file)) {
      throw new BadDataException(file + ": not there; a model is NAME.json beside NAME" + WEIGHTS);
    }
    try {
      JsonNode document = JSON.readTree(Files.readString(file));
      if (!document.path("format").asText().equals(FORMAT)) {
        throw new BadDataException(
            "%s: format must be \"%s\", but was %s"
                .formatted(file, FORMAT, document.path("format")));
      }
      return new SavedModel(
          definition(document.path("network")),
          JSON.treeToValue(document.path("input"), InputShape.class),
          JSON.convertValue(document.path("cardinalities"), new TypeReference<>() {}),
          document.path("maxEmbeddingRows").asInt(),
          document.path("dataDigest").asText(),
          JSON.convertValue(document.path("provenance"), new TypeReference<>() {}));
    } catch (JsonProcessingException | IllegalArgumentException | InvalidArchitectureException e) {
      throw new BadDataException(file + ": does not describe a model: " + e.getMessage(), e);
    }
  }

  private static NetworkDefinition definition(JsonNode network) throws JsonProcessingException {
    if (network.has("architecture")) {
      InterchangeFile file = InterchangeFile.parse(network.path("architecture").toString());
      return new NetworkDefinition.Searched(file.architecture(), file.layerNorm());
    }
    String name = network.path("baseline").asText();
    return new NetworkDefinition.HandCrafted(
        Baseline.of(name)
            .orElseThrow(() -> new IllegalArgumentException("no baseline is called " + name)),
        JSON.treeToValue(network.path("shapes"), BaselineShapes.class));
  }

  /** The network, without weights. */
  public CtrNetwork build() {
    return network.network(input);
  }

  /** Weights of the right shapes, all zero; the caller closes them. */
  public ModelWeights zeros() {
    CtrNetwork built = build();
    return ModelWeights.own(built.weights(), cardinalities, built.embeddingDim(), maxEmbeddingRows);
  }

  /**
   * The weights of a file, to be closed by the caller.
   *
   * @throws BadDataException if the file holds other tensors, or is damaged
   */
  public ModelWeights load(Path weights) {
    ModelWeights loaded = zeros();
    try {
      Checkpoint.read(weights, loaded);
      return loaded;
    } catch (IOException | IllegalArgumentException e) {
      loaded.close();
      throw new BadDataException(weights + ": does not fit its description: " + e.getMessage(), e);
    }
  }

  private static Path description(Path weights) {
    String name = weights.getFileName().toString();
    if (!name.endsWith(WEIGHTS)) {
      throw new BadDataException(
          weights + ": must be a model's weights, NAME" + WEIGHTS + ", beside its NAME.json");
    }
    String stem = name.substring(0, name.length() - WEIGHTS.length());
    return weights.resolveSibling(stem + DESCRIPTION);
  }
}
