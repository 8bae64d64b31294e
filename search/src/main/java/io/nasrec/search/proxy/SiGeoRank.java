package io.nasrec.search.proxy;

import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * SiGeo with standardised terms, so that each counts (spec section 6): {@code λ₁·z(ZiCo) + λ₂·z(FR)
 * − λ₃·z(loss)}, with each term as its z-score over a population. Over whole networks, the ZiCo sum
 * spreads up to a hundred times wider than the other terms, so the plain sum ranks like ZiCo alone.
 *
 * <p>In a search, the population is the initial one, and its means and deviations are kept, so that
 * a score never changes. Until it is complete, its networks have SiGeo's plain sum. A term that is
 * constant over the population counts as 0.
 *
 * @param sigeo the terms and their weights
 */
public record SiGeoRank(SiGeo sigeo) implements Proxy {
  private static final List<String> TERMS = List.of(SiGeo.ZICO, SiGeo.FISHER_RAO, SiGeo.LOSS);

  @Override
  public String name() {
    return "sigeo-rank";
  }

  @Override
  public Set<Scope> scopes() {
    return sigeo.scopes();
  }

  @Override
  public Score score(Measurements measurements) {
    return sigeo.score(measurements);
  }

  @Override
  public UnaryOperator<Score> calibrated(List<Score> population) {
    Map<String, Spread> spreads = new LinkedHashMap<>();
    TERMS.forEach(
        term ->
            spreads.put(
                term,
                Spread.of(population.stream().mapToDouble(s -> s.terms().get(term)).toArray())));
    List<Double> weights =
        List.of(sigeo.zicoWeight(), sigeo.fisherRaoWeight(), -sigeo.lossWeight());
    return score -> {
      double value = 0;
      for (int i = 0; i < TERMS.size(); i++) {
        String term = TERMS.get(i);
        value += weights.get(i) * spreads.get(term).z(score.terms().get(term));
      }
      return new Score(value, score.terms());
    };
  }

  /** Mean and population standard deviation. */
  private record Spread(double mean, double deviation) {
    static Spread of(double[] values) {
      double mean = 0;
      for (double value : values) {
        mean += value / values.length;
      }
      double variance = 0;
      for (double value : values) {
        variance += (value - mean) * (value - mean) / values.length;
      }
      return new Spread(mean, Math.sqrt(variance));
    }

    double z(double value) {
      return deviation > 0 ? (value - mean) / deviation : 0;
    }
  }
}
