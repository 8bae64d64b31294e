package io.nasrec.search.measurement;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.nasrec.supernet.engine.Engine;
import io.nasrec.supernet.network.Inputs;
import io.nasrec.supernet.network.Subnet;
import io.nasrec.supernet.weights.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network to score.
 *
 * @param fingerprint of its architecture
 * @param subnet the network
 * @param parameters the weights it is bound to; read-only
 * @param data the data it is scored on; read-only
 */
public record Subject(String fingerprint, Subnet subnet, Parameters parameters, ScoringData data) {

  /** What it is computed on. */
  public Engine engine() {
    return parameters.engine();
  }

  /** The network's tensors in float32, outside any graph. */
  public Map<String, NDArray> bind(NDManager manager) {
    return parameters.bind(subnet.weights(), manager);
  }

  /**
   * The network's tensors in float64, outside any graph. Single rows, second derivatives and small
   * eigenvalues need more precision than float32, and for few rows this costs little.
   */
  public Map<String, NDArray> bindDouble(NDManager manager) {
    Map<String, NDArray> doubles = new LinkedHashMap<>();
    try (NDManager floats = manager.newSubManager()) {
      bind(floats).forEach((path, array) -> doubles.put(path, toDouble(array, manager)));
    }
    return doubles;
  }

  /** The sample rows in float64, outside any graph. */
  public Inputs doubleSamples(NDManager manager) {
    Inputs inputs = data.samples().inputs();
    return new Inputs(
        toDouble(inputs.dense(), manager),
        toDouble(inputs.sparse(), manager),
        toDouble(inputs.labels(), manager));
  }

  private static NDArray toDouble(NDArray array, NDManager manager) {
    NDArray doubles = array.toType(DataType.FLOAT64, true);
    doubles.attach(manager);
    return doubles;
  }
}
