package io.nasrec.search.proxy;

import io.nasrec.search.evidence.Evidence;
import io.nasrec.search.evidence.ModuleSamples;
import io.nasrec.search.evidence.Scope;

/**
 * GradSign ([G] algorithm 1): {@code Σ_i |Σ_n sign(g_{n,i})|} over the gradients of the single
 * sample rows. A whole number.
 *
 * @param scope the modules
 */
public record GradSign(Scope scope) implements Proxy {
  @Override
  public String name() {
    return "gradsign";
  }

  @Override
  public Score score(Evidence evidence) {
    return Score.of(
        evidence.sampleGradients().modules(scope).stream().mapToDouble(ModuleSamples::signs).sum());
  }
}
