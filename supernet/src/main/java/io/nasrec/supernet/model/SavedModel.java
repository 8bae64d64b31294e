package io.nasrec.supernet.model;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.commons.CheckedJson;
import io.nasrec.commons.DamagedFileException;
import io.nasrec.space.network.InputShape;
import io.nasrec.supernet.engine.Engine;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.weights.ModelWeights;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A trained network, all but its weights and vocabularies: the content of a model directory's
 * {@code model.json}.
 *
 * @param network its definition
 * @param input D, F and E
 * @param cardinalities ids per field
 * @param maxEmbeddingRows maximum number of rows per table
 * @param data the data set that it was trained on
 * @param validation metrics of its weights on the validation split; empty if it was trained on
 *     those rows
 * @param test the same on the test split; empty until it was evaluated there
 * @param start the model that its training started from, if any
 * @param allRows how it was trained on all rows, if it was: it has no metrics then
 * @param provenance where its weights come from
 */
public record SavedModel(
    NetworkDefinition network,
    InputShape input,
    List<Integer> cardinalities,
    int maxEmbeddingRows,
    ModelData data,
    Optional<Metrics> validation,
    Optional<Tested> test,
    Optional<Start> start,
    Optional<AllRowsTraining> allRows,
    TrialProvenance provenance) {
  private static final String FORMAT = "nasrec-model-2";

  public SavedModel {
    cardinalities = List.copyOf(cardinalities);
    if (validation.isPresent() == allRows.isPresent()
        || (allRows.isPresent() && test.isPresent())) {
      throw new IllegalArgumentException(
          "a model has metrics exactly if it was not trained on all rows, but validation was %s, test %s and allRows %s"
              .formatted(validation, test, allRows));
    }
  }

  /** A model that was trained on the training rows alone, from initial values. */
  public SavedModel(
      NetworkDefinition network,
      InputShape input,
      List<Integer> cardinalities,
      int maxEmbeddingRows,
      ModelData data,
      Metrics validation,
      TrialProvenance provenance) {
    this(
        network,
        input,
        cardinalities,
        maxEmbeddingRows,
        data,
        Optional.of(validation),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        provenance);
  }

  /** The same after its evaluation on the test split. */
  public SavedModel with(Tested tested) {
    return with(validation, Optional.of(tested), start, allRows);
  }

  /** The same of a training that started from a model. */
  public SavedModel startedFrom(Start model) {
    return with(validation, test, Optional.of(model), allRows);
  }

  /** The same of a training on all rows: without metrics. */
  public SavedModel trainedOn(AllRowsTraining rows) {
    return with(Optional.empty(), Optional.empty(), start, Optional.of(rows));
  }

  private SavedModel with(
      Optional<Metrics> onValidation,
      Optional<Tested> onTest,
      Optional<Start> from,
      Optional<AllRowsTraining> onAllRows) {
    return new SavedModel(
        network,
        input,
        cardinalities,
        maxEmbeddingRows,
        data,
        onValidation,
        onTest,
        from,
        onAllRows,
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
    document.set("network", DefinitionJson.of(network));
    document.putPOJO("input", input);
    document.putPOJO("cardinalities", cardinalities);
    document.put("maxEmbeddingRows", maxEmbeddingRows);
    document.putPOJO("data", data);
    document.putPOJO("validation", validation.orElse(null));
    document.putPOJO("test", test.orElse(null));
    document.putPOJO("start", start.orElse(null));
    document.putPOJO("allRows", allRows.orElse(null));
    document.putPOJO("provenance", provenance);
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
        DefinitionJson.read(file, document.path("network")),
        CheckedJson.bound(file, document.path("input"), new TypeReference<>() {}),
        CheckedJson.bound(file, document.path("cardinalities"), new TypeReference<>() {}),
        document.path("maxEmbeddingRows").asInt(),
        CheckedJson.bound(file, document.path("data"), new TypeReference<>() {}),
        optional(file, document.path("validation"), new TypeReference<>() {}),
        optional(file, document.path("test"), new TypeReference<>() {}),
        optional(file, document.path("start"), new TypeReference<>() {}),
        optional(file, document.path("allRows"), new TypeReference<>() {}),
        CheckedJson.bound(file, document.path("provenance"), new TypeReference<>() {}));
  }

  private static <T> Optional<T> optional(Path file, JsonNode node, TypeReference<T> type) {
    return node.isNull() || node.isMissingNode()
        ? Optional.empty()
        : Optional.of(CheckedJson.bound(file, node, type));
  }

  /** The network, without weights. */
  public CtrNetwork build() {
    return network.network(input);
  }

  /** Weights of the right shapes, all zero; the caller closes them. */
  public ModelWeights zeros(Engine engine) {
    CtrNetwork built = build();
    return ModelWeights.own(
        engine, built.weights(), cardinalities, built.embeddingDim(), maxEmbeddingRows);
  }
}
