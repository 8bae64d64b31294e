package io.nasrec.search.measurement;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.nasrec.supernet.engine.EngineArrays;
import io.nasrec.supernet.network.LayerFunctions;
import java.util.ArrayList;
import java.util.List;

/**
 * Layer functions that expose each layer's input and the gradient of its output. A leaf of zeros is
 * added to each output: its gradient is the output's, row by row, and together with the input it
 * gives the gradient of every parameter of that layer for each row individually.
 */
final class Probes implements LayerFunctions {
  private final NDManager manager;
  private final List<LinearProbe> linears = new ArrayList<>();
  private final List<NormProbe> norms = new ArrayList<>();

  /**
   * The record of a linear layer.
   *
   * @param layer its modules
   * @param input {@code (batch, in)} or {@code (batch, positions, in)}
   * @param output before the zeros
   * @param zeros the leaf
   */
  record LinearProbe(Linear layer, NDArray input, NDArray output, NDArray zeros) {}

  /**
   * The record of a layer normalisation.
   *
   * @param layer its modules
   * @param normalised its input, normalised, before gain and bias
   * @param zeros the leaf
   */
  record NormProbe(Norm layer, NDArray normalised, NDArray zeros) {}

  /**
   * @param manager owns all arrays of the pass
   */
  Probes(NDManager manager) {
    this.manager = manager;
  }

  @Override
  public NDArray linear(Linear layer, NDArray x) {
    NDArray y = PLAIN.linear(layer, x);
    NDArray zeros = EngineArrays.leaf(y.zerosLike());
    linears.add(
        new LinearProbe(
            layer, EngineArrays.alias(x, manager), EngineArrays.alias(y, manager), zeros));
    return y.add(zeros);
  }

  @Override
  public NDArray layerNorm(Norm layer, NDArray x) {
    NDArray detached = EngineArrays.alias(x, manager);
    NDArray normalised =
        PLAIN.layerNorm(
            new Norm(
                layer.gain(), layer.gains().onesLike(), layer.shift(), layer.shifts().zerosLike()),
            detached);
    NDArray y = PLAIN.layerNorm(layer, x);
    NDArray zeros = EngineArrays.leaf(y.zerosLike());
    norms.add(new NormProbe(layer, normalised, zeros));
    return y.add(zeros);
  }

  List<LinearProbe> linears() {
    return linears;
  }

  List<NormProbe> norms() {
    return norms;
  }
}
