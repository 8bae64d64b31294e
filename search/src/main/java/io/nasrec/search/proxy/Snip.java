package io.nasrec.search.proxy;

import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.ModuleGradients;
import io.nasrec.search.measurement.Scope;
import java.util.Set;

/**
 * SNIP (Lee et al., "SNIP: Single-shot Network Pruning based on Connection Sensitivity", ICLR 2019,
 * equation 4, unnormalised and summed as in Abdelfattah et al., ICLR 2021, equation 1): {@code Σ_i
 * |θ_i g_i|} on one batch, here the mean over the scoring batches.
 *
 * @param scope the modules
 */
public record Snip(Scope scope) implements Proxy {
  @Override
  public String name() {
    return "snip";
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
            .sums(scope, ModuleGradients::magnitude)
            .average()
            .orElseThrow());
  }
}
