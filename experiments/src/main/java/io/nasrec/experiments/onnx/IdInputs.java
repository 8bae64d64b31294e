package io.nasrec.experiments.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Map;

/**
 * Transformed numbers and ids as written by {@code prepare}: {@code dense (N, D)}, float,
 * transformed, and {@code sparse (N, F)}, int64.
 *
 * @param features D
 * @param fields F
 */
record IdInputs(int features, int fields) implements NetworkInputs {

  @Override
  public Encoded encoded(Operations operations) {
    return new Encoded(
        operations.graph().input("dense", DataType.FLOAT, features),
        operations.graph().input("sparse", DataType.INT64, fields));
  }

  @Override
  public Map<String, String> metadata() {
    return Map.of(
        "inputs",
        "ids: dense holds transformed numbers, 0 where one is missing; sparse holds ids, 0 for a"
            + " missing value and 1 for a rare or unseen one, as an id that has no row is taken");
  }
}
