package io.nasrec.experiments.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** An ONNX file in ONNX Runtime, the judge that we did not write. */
final class Session implements AutoCloseable {
  /** Rows at a time: many more fill the caches and make both slow. */
  private static final int BATCH = 500;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  Session(Path file) throws OrtException {
    session = environment.createSession(file.toString());
  }

  OrtSession onnx() {
    return session;
  }

  /**
   * What the network says.
   *
   * @param rows number of rows
   * @param inputs per name, an array of Java's whose first axis is the rows
   */
  float[] probabilities(int rows, Map<String, Object> inputs) throws OrtException {
    float[] all = new float[rows];
    for (int from = 0; from < rows; from += BATCH) {
      int to = Math.min(rows, from + BATCH);
      Map<String, Object> batch = new HashMap<>();
      for (Map.Entry<String, Object> input : inputs.entrySet()) {
        batch.put(input.getKey(), part(input.getValue(), from, to));
      }
      System.arraycopy(probabilities(batch), 0, all, from, to - from);
    }
    return all;
  }

  /**
   * What the network says of a batch.
   *
   * @param inputs per name, an array of Java's whose first axis is the rows
   */
  float[] probabilities(Map<String, Object> inputs) throws OrtException {
    Map<String, OnnxTensor> tensors = new HashMap<>();
    try {
      for (Map.Entry<String, Object> input : inputs.entrySet()) {
        tensors.put(input.getKey(), OnnxTensor.createTensor(environment, input.getValue()));
      }
      try (OrtSession.Result result = session.run(tensors, Set.of(OnnxExport.OUTPUT))) {
        return (float[]) result.get(0).getValue();
      }
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private static Object part(Object array, int from, int to) {
    return array instanceof float[] numbers
        ? Arrays.copyOfRange(numbers, from, to)
        : Arrays.copyOfRange((Object[]) array, from, to);
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
