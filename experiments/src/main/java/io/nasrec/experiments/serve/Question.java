package io.nasrec.experiments.serve;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A request that was read.
 *
 * @param rows its rows, each with every column of the model
 * @param answer makes the body of the answer of a probability per row
 */
record Question(List<Map<String, Object>> rows, Function<double[], byte[]> answer) {

  /** How requests and answers are written. */
  @FunctionalInterface
  interface Protocol {
    /**
     * Reads a request.
     *
     * @throws Refusal if it is none, or does not fit the model
     */
    Question read(byte[] body, ServedModel model, int mostRows);
  }

  /** An array of rows, and an array of answers. */
  static Question plain(byte[] body, ServedModel model, int mostRows) {
    return new Question(PlainRows.read(body, model.layout(), mostRows), PlainRows::written);
  }

  /** An inference request of the Open Inference Protocol. */
  static Question inference(byte[] body, ServedModel model, int mostRows) {
    InferenceRequest request = InferenceRequest.read(body, model.layout(), mostRows);
    return new Question(
        request.rows(),
        probabilities -> ProtocolDocuments.inference(model, request.id(), probabilities));
  }
}
