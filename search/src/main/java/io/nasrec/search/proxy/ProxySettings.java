package io.nasrec.search.proxy;

import io.nasrec.search.measurement.Scope;
import java.util.List;

/**
 * The settings of proxies.
 *
 * @param lambda λ₁, λ₂ and λ₃ of SiGeo
 * @param scope the modules that gradient proxies use
 * @param fisher how SiGeo and Fisher–Rao estimate the Fisher information
 * @param tuningSteps fine-tuning steps of the one-shot proxy
 * @param batchSize rows per fine-tuning step
 * @param seed the experiment's seed, for proxies that use random numbers
 */
public record ProxySettings(
    List<Double> lambda,
    Scope scope,
    FisherInformation fisher,
    int tuningSteps,
    int batchSize,
    long seed) {
  public ProxySettings {
    lambda = List.copyOf(lambda);
    if (lambda.size() != 3) {
      throw new IllegalArgumentException("lambda must hold 3 numbers, but was " + lambda);
    }
  }

  SiGeo sigeo() {
    return new SiGeo(lambda.get(0), lambda.get(1), lambda.get(2), scope, fisher);
  }
}
