package io.nasrec.search.proxy;

import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * SiGeo ([S] equation 6): {@code λ₁·ZiCo + λ₂·FR − λ₃·loss}, with {@link ZiCo}, {@link FisherRao}
 * and the mean loss over the scoring batches.
 *
 * @param zicoWeight λ₁
 * @param fisherRaoWeight λ₂
 * @param lossWeight λ₃
 * @param scope the modules that ZiCo and FR use
 * @param fisher how FR's Fisher information is estimated
 */
public record SiGeo(
    double zicoWeight,
    double fisherRaoWeight,
    double lossWeight,
    Scope scope,
    FisherInformation fisher)
    implements Proxy {
  /** Names of the terms, in their order. */
  public static final String ZICO = "zico";

  public static final String FISHER_RAO = "fisherRao";
  public static final String LOSS = "loss";
  public static final String SKIPPED = "skippedModules";

  /** λ = (1, 1, 0): for untrained weights, whose loss is uninformative ([S] section 5). */
  public static SiGeo zeroShot(Scope scope, FisherInformation fisher) {
    return new SiGeo(1, 1, 0, scope, fisher);
  }

  /** λ = (1, 1, 1): for a supernet that was warmed up ([S] section 5). */
  public static SiGeo warmed(Scope scope, FisherInformation fisher) {
    return new SiGeo(1, 1, 1, scope, fisher);
  }

  @Override
  public String name() {
    return "sigeo";
  }

  @Override
  public Set<Scope> scopes() {
    return Set.of(scope);
  }

  @Override
  public Score score(Measurements measurements) {
    ZiCo.Sum zico = new ZiCo(scope).sum(measurements);
    double fisherRao = new FisherRao(scope, fisher).value(measurements);
    double loss = measurements.batchGradients().meanLoss();
    Map<String, Double> terms = terms(zico.value(), fisherRao, loss);
    terms.put(SKIPPED, (double) zico.skipped());
    return new Score(
        zicoWeight * zico.value() + fisherRaoWeight * fisherRao - lossWeight * loss, terms);
  }

  static Map<String, Double> terms(double zico, double fisherRao, double loss) {
    Map<String, Double> terms = new LinkedHashMap<>();
    terms.put(ZICO, zico);
    terms.put(FISHER_RAO, fisherRao);
    terms.put(LOSS, loss);
    return terms;
  }
}
