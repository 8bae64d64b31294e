package io.nasrec.search.proxy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.Subject;
import io.nasrec.search.measurement.UnscorableException;
import io.nasrec.space.network.Weight;
import io.nasrec.space.network.Weight.Role;
import io.nasrec.supernet.engine.EngineArrays;
import io.nasrec.supernet.network.Inputs;
import io.nasrec.supernet.network.Loss;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * GraSP (Wang et al., "Picking Winning Tickets Before Training by Preserving Gradient Flow", ICLR
 * 2020, equation 8; with the sign and the sum of Abdelfattah et al., ICLR 2021, equation 3): {@code
 * −Σ_i θ_i (H g)_i} over the weights of the linear layers, with the gradient g and the Hessian H of
 * the mean loss over the sample rows.
 *
 * <p>The product with the Hessian is the central difference {@code θ·(∇L(θ + εg) − ∇L(θ − εg)) /
 * 2ε} in float64, with a step {@code ‖εg‖ = 1e-6 ‖θ‖}: on the networks of the tests it agrees with
 * the engine's own second derivative within 1e-7 of its size. (A second backward pass through the
 * first one's graph would keep that graph alive in the leaves' gradients, and the engine offers no
 * way to detach it.)
 */
public record Grasp() implements Proxy {
  private static final double STEP = 1e-6;

  @Override
  public String name() {
    return "grasp";
  }

  @Override
  public Score score(Measurements measurements) {
    Subject subject = measurements.subject();
    try (var work = subject.engine().inference()) {
      Map<String, NDArray> theta = subject.bindDouble(work.manager());
      Inputs inputs = subject.doubleSamples(work.manager());
      Map<String, NDArray> gradient = gradient(subject, theta, inputs, work.manager());
      double length = Math.sqrt(dot(gradient, gradient));
      if (length == 0) {
        throw new UnscorableException("the gradient of every linear weight is zero");
      }
      double thetaLength = 0;
      for (String path : gradient.keySet()) {
        thetaLength += theta.get(path).square().sum().getDouble();
      }
      double epsilon = STEP * Math.sqrt(thetaLength) / length;
      double ahead = slope(subject, theta, gradient, epsilon, inputs);
      double behind = slope(subject, theta, gradient, -epsilon, inputs);
      return Score.of(-(ahead - behind) / (2 * epsilon));
    }
  }

  /**
   * {@code θ·∇L(θ + εg)}: the first θ is unchanged, only the gradient is taken at the shifted
   * point.
   */
  private static double slope(
      Subject subject,
      Map<String, NDArray> theta,
      Map<String, NDArray> gradient,
      double epsilon,
      Inputs inputs) {
    try (var step = subject.engine().inference()) {
      Map<String, NDArray> moved = new LinkedHashMap<>(theta);
      gradient.forEach(
          (path, g) -> {
            NDArray there = theta.get(path).add(EngineArrays.scale(g, epsilon));
            there.attach(step.manager());
            moved.put(path, there);
          });
      return dot(gradient(subject, moved, inputs, step.manager()), theta);
    }
  }

  /** The gradient of the linear weights, by path. */
  private static Map<String, NDArray> gradient(
      Subject subject, Map<String, NDArray> theta, Inputs inputs, NDManager target) {
    List<Weight> weights =
        subject.subnet().weights().stream().filter(w -> w.role() == Role.LINEAR_WEIGHT).toList();
    try (var pass = subject.engine().differentiating()) {
      Map<String, NDArray> leaves = new LinkedHashMap<>();
      theta.forEach((path, array) -> leaves.put(path, EngineArrays.alias(array, pass.manager())));
      weights.forEach(weight -> EngineArrays.leaf(leaves.get(weight.path())));
      Inputs views = inputs.in(pass.manager());
      NDArray logits = subject.subnet().logits(leaves, views.dense(), views.sparse());
      EngineArrays.backward(Loss.of(logits, views.labels()));
      Map<String, NDArray> gradients = new LinkedHashMap<>();
      weights.forEach(
          w -> gradients.put(w.path(), EngineArrays.gradient(leaves.get(w.path()), target)));
      return gradients;
    }
  }

  private static double dot(Map<String, NDArray> gradient, Map<String, NDArray> other) {
    double sum = 0;
    for (Map.Entry<String, NDArray> entry : gradient.entrySet()) {
      sum += entry.getValue().mul(other.get(entry.getKey())).sum().getDouble();
    }
    return sum;
  }
}
