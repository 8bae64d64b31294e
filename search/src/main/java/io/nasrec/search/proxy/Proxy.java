package io.nasrec.search.proxy;

import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.Scope;
import io.nasrec.search.measurement.UnscorableException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Predicts, without training, how good a network will be; higher is always better.
 *
 * <p>Scoring is pure: it changes no weight, so candidates can be scored in parallel on one
 * supernet. A proxy gets its measurements from the measurements, which makes them once for all
 * proxies.
 */
public interface Proxy {

  /** Name on the command line and in reports. */
  String name();

  /** The modules whose gradients on the scoring batches the proxy uses; none by default. */
  default Set<Scope> scopes() {
    return Set.of();
  }

  /**
   * Scores one network.
   *
   * @throws UnscorableException if the network's loss, gradients or activations give no finite
   *     score
   */
  Score score(Measurements measurements);

  /**
   * Converts a score into the final one, for proxies that measure a network against others. By
   * default, scores are already final.
   *
   * @param population scores of the networks to measure against
   */
  default UnaryOperator<Score> calibrated(List<Score> population) {
    return UnaryOperator.identity();
  }

  /**
   * A score with its parts.
   *
   * @param value higher is better; finite
   * @param terms the parts by name, in a fixed order
   */
  record Score(double value, Map<String, Double> terms) {

    /**
     * Checks the value.
     *
     * @throws UnscorableException if it is not finite
     */
    public Score {
      if (!Double.isFinite(value)) {
        throw new UnscorableException("the score is " + value);
      }
    }

    /** A score without parts. */
    public static Score of(double value) {
      return new Score(value, Map.of());
    }
  }
}
