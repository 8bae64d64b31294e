package io.nasrec.supernet.model;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.data.BadDataException;
import io.nasrec.data.CheckedJson;
import io.nasrec.data.DamagedFileException;
import io.nasrec.space.InterchangeFile;
import io.nasrec.space.InvalidArchitectureException;
import io.nasrec.space.network.InputShape;
import io.nasrec.supernet.baseline.Baseline;
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
 * A trained network: {@code NAME.json} describes it, and {@code NAME.safetensors} beside it
 * contains its weights, with tensors named by path and embedding tables {@code embeddings.FIELD}.
 *
 * @param network its definition
 * @param input D, F and E
 * @param cardinalities ids per field
 * @param maxEmbeddingRows maximum number of rows per table
 * @param dataDigest digest of the data set whose vocabulary defines its ids
 * @param provenance where it comes from
 */
public record SavedModel(
    NetworkDefinition network,
    InputShape input,
    List<Integer> cardinalities,
    int maxEmbeddingRows,
    String dataDigest,
    Map<String, String> provenance) {
  /** The extension of the weights file. */
  public static final String WEIGHTS = ".safetensors";

  /** The extension of the description file. */
  public static final String DESCRIPTION = ".json";

  private static final String FORMAT = "nasrec-model-1";

  public SavedModel {
    cardinalities = List.copyOf(cardinalities);
    provenance = Map.copyOf(provenance);
  }

  /** Writes the description beside a weights file. */
  public void describe(Path weights) throws IOException {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
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
    CheckedJson.write(description(weights), document);
  }

  /**
   * Reads the description beside a weights file.
   *
   * @param weights {@code NAME.safetensors}
   * @throws BadDataException if the file does not have that name, or its description is missing or
   *     damaged
   */
  public static SavedModel read(Path weights) throws IOException {
    Path file = description(weights);
    if (!Files.exists(file)) {
      throw new BadDataException(file + ": not there; a model is NAME.json beside NAME" + WEIGHTS);
    }
    JsonNode document = CheckedJson.read(file);
    if (!document.has("format")) {
      throw new BadDataException(
          file
              + " describes no model; a search's model is best-network"
              + WEIGHTS
              + ", those of train and compare are networks/NAME/training-N"
              + WEIGHTS);
    }
    if (!document.path("format").asText().equals(FORMAT)) {
      throw DamagedFileException.ofAnotherVersion(
          file,
          "format must be \"%s\", but was %s".formatted(FORMAT, document.path("format")),
          null);
    }
    return new SavedModel(
        definition(file, document.path("network")),
        CheckedJson.bound(file, document.path("input"), new TypeReference<>() {}),
        CheckedJson.bound(file, document.path("cardinalities"), new TypeReference<>() {}),
        document.path("maxEmbeddingRows").asInt(),
        document.path("dataDigest").asText(),
        CheckedJson.bound(file, document.path("provenance"), new TypeReference<>() {}));
  }

  private static NetworkDefinition definition(Path file, JsonNode network) {
    try {
      if (network.has("architecture")) {
        InterchangeFile genes = InterchangeFile.parse(network.path("architecture").toString());
        return new NetworkDefinition.Searched(genes.architecture(), genes.layerNorm());
      }
    } catch (InvalidArchitectureException e) {
      throw DamagedFileException.ofAnotherVersion(file, e.getMessage(), e);
    }
    String name = network.path("baseline").asText();
    return new NetworkDefinition.HandCrafted(
        Baseline.of(name)
            .orElseThrow(
                () ->
                    DamagedFileException.ofAnotherVersion(
                        file, "no baseline is called " + name, null)),
        CheckedJson.bound(file, network.path("shapes"), new TypeReference<>() {}));
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
   * @throws BadDataException if the file contains other tensors, or is missing or damaged
   */
  public ModelWeights load(Path weights) throws IOException {
    ModelWeights loaded = zeros();
    try {
      Checkpoint.read(weights, loaded);
      return loaded;
    } catch (IOException | RuntimeException e) {
      loaded.close();
      throw e;
    }
  }

  /**
   * The path of the description beside a weights file.
   *
   * @throws BadDataException if the file is not called {@code NAME.safetensors}
   */
  public static Path description(Path weights) {
    String name = weights.getFileName().toString();
    if (!name.endsWith(WEIGHTS)) {
      throw new BadDataException(
          weights + ": must be a model's weights, NAME" + WEIGHTS + ", beside its NAME.json");
    }
    String stem = name.substring(0, name.length() - WEIGHTS.length());
    return weights.resolveSibling(stem + DESCRIPTION);
  }
}
