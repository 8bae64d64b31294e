package io.nasrec.search.proxy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.EngineScope;
import io.nasrec.supernet.engine.FloatSums;
import io.nasrec.supernet.engine.Torch;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.network.Inputs;
import io.nasrec.supernet.network.Loss;
import io.nasrec.supernet.weights.Parameters;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * SiGeo ([S] equation 6): {@code λ₁·ZiCo + λ₂·FR − λ₃·loss}, with
 *
 * <ul>
 *   <li>ZiCo [Z] = {@code Σ_m log Σ_{i∈m, σ_i>0} μ_i/σ_i} over modules m; a module without σ > 0 is
 *       skipped and counted;
 *   <li>FR = {@code log(θᵀ F̂ θ + 1e-12)} with the Fisher information of batch gradients: {@code θᵀ
 *       F̂ θ = (1/k) Σ_b (θ·ḡ_b)²};
 *   <li>loss = the mean loss over the k batches.
 * </ul>
 *
 * @param zicoWeight λ₁
 * @param fisherRaoWeight λ₂
 * @param lossWeight λ₃
 * @param scope the modules that ZiCo and FR see
 */
public record SiGeo(double zicoWeight, double fisherRaoWeight, double lossWeight, Scope scope)
    implements Proxy {
  /** Names of the terms, in their order. */
  public static final String ZICO = "zico";

  public static final String FISHER_RAO = "fisherRao";
  public static final String LOSS = "loss";
  public static final String SKIPPED = "skippedModules";

  private static final double FISHER_RAO_FLOOR = 1e-12;

  @Override
  public String name() {
    return "sigeo";
  }

  @Override
  public Score score(CtrNetwork network, Parameters parameters, List<Inputs> batches) {
    List<Weight> modules = network.weights().stream().filter(scope::contains).toList();
    Map<String, GradientMoments> moments = new LinkedHashMap<>();
    modules.forEach(m -> moments.put(m.path(), new GradientMoments(Math.toIntExact(m.size()))));
    double lossSum = 0;
    double quadraticForm = 0;
    try (var work = EngineScope.differentiating()) {
      Map<String, NDArray> bound = parameters.bind(network.weights(), work.manager());
      Map<String, FloatBuffer> theta = new LinkedHashMap<>();
      modules.forEach(m -> theta.put(m.path(), Torch.values(bound.get(m.path()))));
      for (Inputs batch : batches) {
        try (var step = EngineScope.differentiating()) {
          Map<String, NDArray> leaves = leaves(bound, modules, step.manager());
          lossSum += backward(network, leaves, batch.in(step.manager()));
          double product = 0;
          for (Weight module : modules) {
            NDArray gradient = leaves.get(module.path()).getGradient();
            gradient.attach(step.manager());
            FloatBuffer values = Torch.values(gradient);
            moments.get(module.path()).add(values);
            product += FloatSums.dot(theta.get(module.path()), values);
          }
          quadraticForm += product * product;
        }
      }
    }
    return combine(moments, quadraticForm / batches.size(), lossSum / batches.size());
  }

  /** Views of the bound tensors; fresh ones per batch, so that no gradient needs zeroing. */
  private static Map<String, NDArray> leaves(
      Map<String, NDArray> bound, List<Weight> modules, NDManager manager) {
    Map<String, NDArray> views = new LinkedHashMap<>();
    bound.forEach((path, array) -> views.put(path, Torch.alias(array, manager)));
    modules.forEach(module -> Torch.leaf(views.get(module.path())));
    return views;
  }

  private static double backward(CtrNetwork network, Map<String, NDArray> leaves, Inputs batch) {
    NDArray loss = Loss.of(network.logits(leaves, batch.dense(), batch.sparse()), batch.labels());
    double value = loss.getFloat();
    if (!Double.isFinite(value)) {
      throw new UnscorableException("the loss of a scoring batch is " + value);
    }
    Torch.backward(loss);
    return value;
  }

  private Score combine(Map<String, GradientMoments> moments, double quadraticForm, double loss) {
    double zico = 0;
    int skipped = 0;
    for (GradientMoments module : moments.values()) {
      double sum = module.inverseRelativeDeviations();
      if (sum > 0) {
        zico += Math.log(sum);
      } else {
        skipped++;
      }
    }
    if (skipped == moments.size()) {
      throw new UnscorableException("no module's gradient varies over the scoring batches");
    }
    double fisherRao = Math.log(quadraticForm + FISHER_RAO_FLOOR);
    double value = zicoWeight * zico + fisherRaoWeight * fisherRao - lossWeight * loss;
    if (!Double.isFinite(value)) {
      throw new UnscorableException("the gradients are not finite");
    }
    Map<String, Double> terms = new LinkedHashMap<>();
    terms.put(ZICO, zico);
    terms.put(FISHER_RAO, fisherRao);
    terms.put(LOSS, loss);
    terms.put(SKIPPED, (double) skipped);
    return new Score(value, terms);
  }
}
