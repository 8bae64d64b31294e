package io.nasrec.search.proxy;

import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.ModuleGradients;
import io.nasrec.search.measurement.Scope;
import io.nasrec.search.measurement.UnscorableException;
import java.util.Map;
import java.util.Set;

/**
 * Inverse coefficient of variation of the gradients ([Z] definition 1; [S] equation 6, first term):
 * {@code Σ_m log Σ_{i∈m, σ_i>0} μ_i/σ_i} over modules m, with μ the mean over the batches of |g_i|
 * and σ the population standard deviation of g_i. A module without σ > 0 is skipped and counted.
 *
 * <p>[Z] sums over the weights of convolutions and linear layers; that is the scope LINEAR.
 *
 * @param scope the modules
 */
public record ZiCo(Scope scope) implements Proxy {
  /**
   * The sum.
   *
   * @param value over the modules that vary
   * @param skipped number of those that do not
   */
  record Sum(double value, int skipped) {}

  @Override
  public String name() {
    return "zico";
  }

  @Override
  public Set<Scope> scopes() {
    return Set.of(scope);
  }

  @Override
  public Score score(Measurements measurements) {
    Sum sum = sum(measurements);
    return new Score(sum.value(), Map.of(SiGeo.SKIPPED, (double) sum.skipped()));
  }

  Sum sum(Measurements measurements) {
    double value = 0;
    int skipped = 0;
    var modules = measurements.batchGradients().modules(scope);
    for (ModuleGradients module : modules) {
      double ratios = module.inverseRelativeDeviations();
      if (ratios > 0) {
        value += Math.log(ratios);
      } else {
        skipped++;
      }
    }
    if (skipped == modules.size()) {
      throw new UnscorableException("no module's gradient varies over the scoring batches");
    }
    return new Sum(value, skipped);
  }
}
