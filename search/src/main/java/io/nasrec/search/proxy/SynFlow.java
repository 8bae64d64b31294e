package io.nasrec.search.proxy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.Subject;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.Weight;
import io.nasrec.space.network.Weight.Role;
import io.nasrec.supernet.engine.EngineArrays;
import io.nasrec.supernet.network.LayerFunctions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Synaptic flow (Tanaka et al., "Pruning neural networks without any data by iteratively conserving
 * synaptic flow", NeurIPS 2020, equation 2; summed as in Abdelfattah et al., ICLR 2021): {@code log
 * Σ_i |θ_i ∂R/∂θ_i|} over the weights of the linear layers, with R the output for an input of ones
 * and all parameters replaced by their magnitudes. The logarithm does not change the ranking.
 *
 * <p>On a CTR network the ones are the dense features and the embedding scalars. Normalisations are
 * bypassed, as batch normalisation is in the published code, because they would remove the scale
 * that the flow measures. Dot products and FM square the scale from block to block, so a network
 * whose flow exceeds float64 has no score; the term {@code normalised} is the flow with
 * normalisations kept.
 */
public record SynFlow() implements Proxy {
  /** Name of the term. */
  public static final String NORMALISED = "normalised";

  private static final LayerFunctions BYPASSING_NORMS =
      new LayerFunctions() {
        @Override
        public NDArray layerNorm(Norm layer, NDArray x) {
          return x;
        }
      };

  @Override
  public String name() {
    return "synflow";
  }

  @Override
  public Score score(Measurements measurements) {
    double normalised = logFlow(measurements.subject(), LayerFunctions.PLAIN);
    return new Score(
        logFlow(measurements.subject(), BYPASSING_NORMS), Map.of(NORMALISED, normalised));
  }

  private static double logFlow(Subject subject, LayerFunctions functions) {
    List<Weight> weights =
        subject.subnet().weights().stream().filter(w -> w.role() == Role.LINEAR_WEIGHT).toList();
    try (var work = subject.engine().differentiating()) {
      NDManager manager = work.manager();
      Map<String, NDArray> magnitudes = new LinkedHashMap<>();
      subject.bindDouble(manager).forEach((path, array) -> magnitudes.put(path, array.abs()));
      weights.forEach(weight -> EngineArrays.leaf(magnitudes.get(weight.path())));
      InputShape input = subject.subnet().network().input();
      NDArray dense = manager.ones(new Shape(1, input.denseFeatures()), DataType.FLOAT64);
      NDArray sparse =
          manager.ones(new Shape(1, input.embeddingDim(), input.sparseFields()), DataType.FLOAT64);
      EngineArrays.backward(subject.subnet().logits(magnitudes, dense, sparse, functions).sum());
      double flow = 0;
      for (Weight weight : weights) {
        NDArray theta = magnitudes.get(weight.path());
        NDArray gradient = EngineArrays.gradient(theta, manager);
        flow += gradient.mul(EngineArrays.alias(theta, manager)).abs().sum().getDouble();
      }
      return Math.log(flow);
    }
  }
}
