package io.nasrec.supernet.model;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.data.CheckedJson;
import io.nasrec.data.DamagedFileException;
import io.nasrec.space.InterchangeFile;
import io.nasrec.space.InvalidArchitectureException;
import io.nasrec.space.network.InputShape;
import io.nasrec.supernet.baseline.Baseline;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.weights.ModelWeights;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A trained network, all but its weights and vocabularies: the content of a model directory's
 * {@code model.json}.
 *
 * @param network its definition
 * @param input D, F and E
 * @param cardinalities ids per field
 * @param maxEmbeddingRows maximum number of rows per table
 * @param data the data set that it was trained on
 * @param validation metrics of its weights on the validation split
 * @param test the same on the test split; empty until it was evaluated there
 * @param provenance where it comes from
 */
public record SavedModel(
    NetworkDefinition network,
    InputShape input,
    List<Integer> cardinalities,
    int maxEmbeddingRows,
    ModelData data,
    Metrics validation,
    Optional<Tested> test,
    Map<String, String> provenance) {
  private static final String FORMAT = "nasrec-model-2";

  public SavedModel {
    cardinalities = List.copyOf(cardinalities);
    provenance = Map.copyOf(provenance);
  }

  /** The same after its evaluation on the test split. */
  public SavedModel with(Tested tested) {
    return new SavedModel(
        network,
        input,
        cardinalities,
        maxEmbeddingRows,
        data,
        validation,
        Optional.of(tested),
        provenance);
  }

  /** Number of scalars in the embedding tables. */
  public long embeddingParameters() {
    long rows = cardinalities.stream().mapToLong(ids -> Math.min(ids, maxEmbeddingRows)).sum();
    return rows * build().embeddingDim();
  }

  /** As a JSON document, without the checksums of the other files. */
  ObjectNode document() {
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
    document.putPOJO("data", data);
    document.putPOJO("validation", validation);
    document.putPOJO("test", test.orElse(null));
    document.putPOJO("provenance", new TreeMap<>(provenance));
    return document;
  }

  /**
   * Reads a document.
   *
   * @param file where it lies, for messages
   * @throws DamagedFileException if it is of another version
   */
  static SavedModel of(Path file, JsonNode document) {
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
        CheckedJson.bound(file, document.path("data"), new TypeReference<>() {}),
        CheckedJson.bound(file, document.path("validation"), new TypeReference<>() {}),
        document.path("test").isNull()
            ? Optional.empty()
            : Optional.of(
                CheckedJson.bound(file, document.path("test"), new TypeReference<Tested>() {})),
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
}
