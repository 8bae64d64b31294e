package io.nasrec.search.proxy;

import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.Scope;
import java.util.Set;

/**
 * The logarithm of the squared Fisher–Rao norm ([S] section 4 and equation 6, second term): {@code
 * log(θᵀ F̂ θ + 1e-12)}.
 *
 * @param scope the modules that make up θ
 * @param fisher how F̂ is estimated
 */
public record FisherRao(Scope scope, FisherInformation fisher) implements Proxy {
  private static final double FLOOR = 1e-12;

  @Override
  public String name() {
    return "fisher-rao";
  }

  @Override
  public Set<Scope> scopes() {
    return fisher == FisherInformation.BATCH ? Set.of(scope) : Set.of();
  }

  @Override
  public Score score(Measurements measurements) {
    return Score.of(value(measurements));
  }

  double value(Measurements measurements) {
    return Math.log(fisher.quadraticForm(measurements, scope) + FLOOR);
  }
}
