package io.nasrec.experiments.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.experiments.resource.Version;

/** What the Open Inference Protocol, version 2, has servers say. */
final class ProtocolDocuments {
  private ProtocolDocuments() {}

  /** {@code GET /v2}. */
  static ObjectNode server() {
    ObjectNode server = StrictJson.object();
    server.put("name", "nasrec");
    server.put("version", Version.current());
    server.putArray("extensions");
    return server;
  }

  /** {@code GET /v2/models/NAME}. A size of -1 is any number of rows. */
  static ObjectNode model(ServedModel model) {
    ObjectNode metadata = StrictJson.object();
    metadata.put("name", model.name());
    metadata.putArray("versions").add(model.version());
    metadata.put("platform", "nasrec_safetensors");
    ArrayNode inputs = metadata.putArray("inputs");
    for (Column column : model.layout().columns()) {
      tensor(inputs, column.name(), column.datatype(), -1);
    }
    tensor(metadata.putArray("outputs"), InferenceRequest.OUTPUT, TensorType.FP64, -1);
    return metadata;
  }

  /** The answer to an inference request. */
  static byte[] inference(ServedModel model, String id, double[] probabilities) {
    ObjectNode response = StrictJson.object();
    response.put("model_name", model.name());
    response.put("model_version", model.version());
    if (id != null) {
      response.put("id", id);
    }
    ArrayNode data =
        tensor(
                response.putArray("outputs"),
                InferenceRequest.OUTPUT,
                TensorType.FP64,
                probabilities.length)
            .putArray("data");
    for (double probability : probabilities) {
      data.add(probability);
    }
    return StrictJson.bytes(response);
  }

  private static ObjectNode tensor(ArrayNode tensors, String name, TensorType type, int rows) {
    ObjectNode tensor = tensors.addObject();
    tensor.put("name", name);
    tensor.put("datatype", type.name());
    tensor.putArray("shape").add(rows);
    return tensor;
  }
}
