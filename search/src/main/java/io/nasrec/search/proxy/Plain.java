package io.nasrec.search.proxy;

import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.ModuleGradients;
import io.nasrec.search.measurement.Scope;
import java.util.Set;

/**
 * Plain saliency (Mozer and Smolensky, NIPS 1988; summed as in Abdelfattah et al., ICLR 2021):
 * {@code Σ_i θ_i g_i} on one batch, here the mean over the scoring batches.
 *
 * <p>A linear weight followed by a layer normalisation has {@code θ·g = 0}, because the
 * normalisation removes its scale; only weights without a following normalisation contribute.
 *
 * @param scope the modules
 */
public record Plain(Scope scope) implements Proxy {
  @Override
  public String name() {
    return "plain";
  }

  @Override
  public Set<Scope> scopes() {
    return Set.of(scope);
  }

  @Override
  public Score score(Measurements measurements) {
    return Score.of(
        measurements
            .batchGradients()
            .sums(scope, ModuleGradients::product)
            .average()
            .orElseThrow());
  }
}
