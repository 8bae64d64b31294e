package io.nasrec.experiments.onnx;

import java.io.IOException;
import java.util.Map;

/** The inputs of a graph, and how they become numbers and ids. */
sealed interface NetworkInputs permits IdInputs, RawInputs {

  /**
   * Adds the inputs to a graph.
   *
   * @return the network's inputs
   * @throws IOException if the values of a field cannot be read
   */
  Encoded encoded(Operations operations) throws IOException;

  /** A description of the inputs for users of the file, stored in its metadata. */
  Map<String, String> metadata();

  /**
   * Inputs as a network reads them.
   *
   * @param dense {@code (batch, D)}, transformed
   * @param ids {@code (batch, F)}
   */
  record Encoded(Tensor dense, Tensor ids) {}
}
