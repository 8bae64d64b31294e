package io.nasrec.search.proxy;

import io.nasrec.search.measurement.BatchGradients;
import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.ModuleGradients;
import io.nasrec.search.measurement.Scope;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * Norm of the gradient (Abdelfattah et al., "Zero-Cost Proxies for Lightweight NAS", ICLR 2021,
 * section 3.1): the sum over modules of {@code ‖g_m‖₂} on one batch, here the mean over the scoring
 * batches. The term {@code global} is the norm over all modules at once.
 *
 * <p>The published code sums over the weights of convolutions and linear layers; that is the scope
 * LINEAR.
 *
 * @param scope the modules
 */
public record GradNorm(Scope scope) implements Proxy {
  /** Name of the term. */
  public static final String GLOBAL = "global";

  @Override
  public String name() {
    return "grad-norm";
  }

  @Override
  public Set<Scope> scopes() {
    return Set.of(scope);
  }

  @Override
  public Score score(Measurements measurements) {
    BatchGradients gradients = measurements.batchGradients();
    DoubleStream ofModules = gradients.sums(scope, (module, b) -> Math.sqrt(module.square(b)));
    DoubleStream ofAll = gradients.sums(scope, ModuleGradients::square).map(Math::sqrt);
    return new Score(
        ofModules.average().orElseThrow(), Map.of(GLOBAL, ofAll.average().orElseThrow()));
  }
}
