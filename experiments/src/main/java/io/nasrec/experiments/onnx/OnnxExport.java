package io.nasrec.experiments.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.nasrec.commons.AtomicFile;
import io.nasrec.commons.BadDataException;
import io.nasrec.experiments.resource.Version;
import io.nasrec.space.network.InputShape;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.weights.ModelWeights;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A trained network as an ONNX file: its inputs to {@code probability (N)}, float, where N is the
 * number of rows of a call.
 *
 * <p>The operators are those of ONNX 1.12 (opset 17, {@code ai.onnx.ml} 3, IR version 8), which
 * ONNX Runtime supports from version 1.12 on: opset 17 is the first with layer normalisation.
 */
public final class OnnxExport {
  /** The graph's output. */
  public static final String OUTPUT = "probability";

  private static final int IR_VERSION = 8;
  private static final int OPERATORS = 17;
  private static final int CLASSICAL_OPERATORS = 3;

  private final CtrNetwork network;
  private final ModelWeights weights;
  private final NetworkInputs inputs;
  private final Map<String, String> metadata;

  private OnnxExport(
      CtrNetwork network,
      ModelWeights weights,
      NetworkInputs inputs,
      Map<String, String> metadata) {
    this.network = network;
    this.weights = weights;
    this.inputs = inputs;
    this.metadata = metadata;
  }

  /**
   * The graph over ids and transformed numbers: {@code dense (N, D)}, float, and {@code sparse (N,
   * F)}, int64. An id without a row in its field's table counts as rare.
   *
   * @param input the network's D and F
   * @param weights the network's own
   * @param metadata further information about the model: its digest, its metrics
   */
  public static OnnxExport ofIds(
      CtrNetwork network, InputShape input, ModelWeights weights, Map<String, String> metadata) {
    IdInputs inputs = new IdInputs(input.denseFeatures(), input.sparseFields());
    return new OnnxExport(network, weights, inputs, metadata);
  }

  /**
   * The graph over raw values, one input {@code (N)} per column: float for numbers, string for
   * categories.
   *
   * @param weights the network's own
   * @param columns the columns that the network reads
   * @param metadata further information about the model
   */
  public static OnnxExport ofRaw(
      CtrNetwork network, ModelWeights weights, RawColumns columns, Map<String, String> metadata) {
    RawInputs inputs =
        new RawInputs(
            columns,
            IntStream.range(0, weights.embeddings().fields())
                .mapToObj(field -> weights.embeddings().table(field).rows())
                .toList());
    return new OnnxExport(network, weights, inputs, metadata);
  }

  /**
   * Writes the file, completely or not at all.
   *
   * @throws BadDataException if ONNX cannot express the model: a column is hashed or is called like
   *     the output, or all of it needs more than 2 GiB
   * @throws IOException if the values of a column cannot be read, or the file cannot be written
   */
  public void write(Path file) throws IOException {
    ModelProto model = model();
    AtomicFile.write(
        file,
        temporary -> {
          try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
            model.writeTo(out);
          }
        });
  }

  private ModelProto model() throws IOException {
    GraphBuilder graph = new GraphBuilder();
    graph.reserve(OUTPUT);
    Operations operations = new Operations(graph);
    NetworkInputs.Encoded encoded = inputs.encoded(operations);
    Tensor rows = new EmbeddingGraph(weights.embeddings()).rows(operations, encoded.ids());
    Layers layers = new Layers(operations, weights.parameters());
    Tensor logits = new NetworkGraph(network, layers).logits(encoded.dense(), rows);
    graph.output(operations.reshape(operations.sigmoid(logits)), OUTPUT);
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("NASRec for Java")
            .setProducerVersion(Version.current())
            .setGraph(graph.build("click-probability"))
            .addOpsetImport(operators("", OPERATORS))
            .addOpsetImport(operators("ai.onnx.ml", CLASSICAL_OPERATORS));
    Map<String, String> all = new TreeMap<>(metadata);
    all.putAll(inputs.metadata());
    all.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build();
  }

  private static OperatorSetIdProto operators(String domain, int version) {
    return OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version).build();
  }
}
