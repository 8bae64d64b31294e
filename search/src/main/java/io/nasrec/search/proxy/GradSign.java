package io.nasrec.search.proxy;

import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.ModuleSamples;
import io.nasrec.search.measurement.Scope;

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
  public Score score(Measurements measurements) {
    return Score.of(
        measurements.sampleGradients().modules(scope).stream()
            .mapToDouble(ModuleSamples::signs)
            .sum());
  }
}
