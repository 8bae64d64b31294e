package io.nasrec.search.proxy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.nasrec.commons.RandomStreams;
import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.Scope;
import io.nasrec.search.measurement.Subject;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.EngineArrays;
import io.nasrec.supernet.network.LayerFunctions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Zen-score (Lin et al., "Zen-NAS: A Zero-Shot NAS for High-Performance Image Recognition", ICCV
 * 2021, algorithm 1): {@code log E‖f(x) − f(x + αε)‖₁ + Σ_l log σ̄_l} with normal weights, x and ε,
 * α = 0.01, f the features before the last layer, and σ̄_l the divisor of layer l's normalisation,
 * whose effect on the scale is undone by the second term. It uses neither the supernet's weights
 * nor data.
 *
 * <p>On a CTR network, x is the dense features and the embedding scalars, f the input of the head,
 * and the normalisations are those over a layer's units: σ̄_l is the root of the mean over rows
 * (and positions) of the units' variance.
 *
 * @param seed determines weights and inputs
 */
public record Zen(long seed) implements Proxy {
  private static final double ALPHA = 0.01;
  private static final int ROWS = 64;

  @Override
  public String name() {
    return "zen";
  }

  @Override
  public Score score(Measurements measurements) {
    Subject subject = measurements.subject();
    InputShape input = subject.subnet().network().input();
    Shape denseShape = new Shape(ROWS, input.denseFeatures());
    Shape sparseShape = new Shape(ROWS, input.embeddingDim(), input.sparseFields());
    try (var work = subject.engine().inference()) {
      NDManager manager = work.manager();
      Map<String, NDArray> weights = new LinkedHashMap<>();
      for (Weight weight : subject.subnet().weights()) {
        weights.put(weight.path(), initial(weight, manager));
      }
      NDArray dense = normal("dense", denseShape, manager);
      NDArray sparse = normal("sparse", sparseShape, manager);
      Features features = new Features();
      subject.subnet().logits(weights, dense, sparse, features);
      Features moved = new Features();
      subject
          .subnet()
          .logits(
              weights,
              dense.add(EngineArrays.scale(normal("dense-noise", denseShape, manager), ALPHA)),
              sparse.add(EngineArrays.scale(normal("sparse-noise", sparseShape, manager), ALPHA)),
              moved);
      double change =
          features.joined().sub(moved.joined()).abs().sum(new int[] {1}).mean().getDouble();
      return Score.of(Math.log(change) + features.logScale);
    }
  }

  private NDArray initial(Weight weight, NDManager manager) {
    long[] sizes = weight.shape().stream().mapToLong(Integer::longValue).toArray();
    return switch (weight.role()) {
      case LINEAR_WEIGHT, FIRST_ORDER_WEIGHT, ATTENTION_WEIGHT, EMBEDDING ->
          normal(weight.path(), new Shape(sizes), manager);
      case NORM_GAIN, RESIDUAL_NORM_GAIN -> doubles(1, new Shape(sizes), manager);
      case LINEAR_BIAS, NORM_BIAS, KEY_BIAS -> doubles(0, new Shape(sizes), manager);
    };
  }

  private NDArray normal(String what, Shape shape, NDManager manager) {
    RandomGenerator random = RandomStreams.stream(seed, "zen:" + what);
    double[] values = new double[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    return manager.create(values, shape);
  }

  private static NDArray doubles(double value, Shape shape, NDManager manager) {
    double[] values = new double[Math.toIntExact(shape.size())];
    Arrays.fill(values, value);
    return manager.create(values, shape);
  }

  /** Layer functions that record the head's input and the normalisations' divisors. */
  private static final class Features implements LayerFunctions {
    private final List<NDArray> parts = new ArrayList<>();
    private double logScale;

    @Override
    public NDArray linear(Linear layer, NDArray x) {
      if (Scope.HEAD.contains(layer.weight())) {
        parts.add(x);
      }
      return PLAIN.linear(layer, x);
    }

    @Override
    public NDArray layerNorm(Norm layer, NDArray x) {
      NDArray centred = x.sub(x.mean(new int[] {-1}, true));
      logScale += Math.log(Math.sqrt(centred.square().mean().getDouble()));
      return PLAIN.layerNorm(layer, x);
    }

    NDArray joined() {
      return NDArrays.concat(new NDList(parts), -1);
    }
  }
}
