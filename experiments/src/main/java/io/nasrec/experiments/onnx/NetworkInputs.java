package io.nasrec.experiments.onnx;

import java.io.IOException;
import java.util.Map;

/** What a graph is given, and how numbers and ids are made of it. */
sealed interface NetworkInputs permits IdInputs, RawInputs {

  /**
   * Adds the inputs to a graph.
   *
   * @return what the network reads
   * @throws IOException if the values of a field cannot be read
   */
  Encoded encoded(Operations operations) throws IOException;

  /** What a user of the file must know of the inputs, for its metadata. */
  Map<String, String> metadata();

  /**
   * Inputs as a network knows them.
   *
   * @param dense {@code (batch, D)}, transformed
   * @param ids {@code (batch, F)}
   */
  record Encoded(Tensor dense, Tensor ids) {}
}
