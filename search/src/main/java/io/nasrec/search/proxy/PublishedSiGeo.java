package io.nasrec.search.proxy;

import io.nasrec.search.measurement.BatchGradients;
import io.nasrec.search.measurement.BatchGradients.HeadGradient;
import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.ModuleGradients;
import io.nasrec.search.measurement.Scope;
import io.nasrec.search.measurement.UnscorableException;
import io.nasrec.supernet.engine.FloatSums;
import java.util.Set;

/**
 * The quantity that the published SiGeo script computes, for comparison only; [S] table 3 was
 * probably produced this way. It differs from [S] equation 6 in that
 *
 * <ul>
 *   <li>it uses only the last linear layer, because everything else is frozen when it runs;
 *   <li>it keeps only one coordinate of each module, the first with σ > 0, whereas [Z] sums over
 *       all;
 *   <li>σ divides by k − 1;
 *   <li>the second term is {@code log(|θ·Σ_b ḡ_b| + 1e-10)}, which is not a Fisher information;
 *   <li>gradients are clipped to norm 5, and the loss is the last batch's.
 * </ul>
 *
 * <p>It also takes an optimizer step with rate 1e-8 between batches. Scoring changes no weight
 * here; on the reference numbers, this changes the result by less than 1e-5 of its size.
 */
public record PublishedSiGeo() implements Proxy {
  private static final double CLIP_NORM = 5;
  private static final double CLIP_EPSILON = 1e-6;
  private static final double FLOOR = 1e-10;

  @Override
  public String name() {
    return "published-sigeo";
  }

  @Override
  public Set<Scope> scopes() {
    return Set.of(Scope.HEAD);
  }

  @Override
  public Score score(Measurements measurements) {
    BatchGradients gradients = measurements.batchGradients();
    double[] scales = scales(gradients);
    double zico = 0;
    double product = 0;
    for (HeadGradient module : gradients.headGradients()) {
      zico += firstRatio(module, scales);
      for (int b = 0; b < scales.length; b++) {
        float[] gradient = module.gradient(b);
        product += scales[b] * FloatSums.dot(module.theta(), gradient, gradient.length);
      }
    }
    double fisherRao = Math.log(Math.abs(product) + FLOOR);
    double loss = gradients.loss(gradients.batches() - 1);
    return new Score(zico + fisherRao - loss, SiGeo.terms(zico, fisherRao, loss));
  }

  /** Per batch: the factor by which clipping scales the head's gradient. */
  private static double[] scales(BatchGradients gradients) {
    return gradients
        .sums(Scope.HEAD, ModuleGradients::square)
        .map(squares -> Math.min(1, CLIP_NORM / (Math.sqrt(squares) + CLIP_EPSILON)))
        .toArray();
  }

  /** {@code log(μ/σ)} of the first coordinate with σ > 0. */
  private static double firstRatio(HeadGradient module, double[] scales) {
    int batches = scales.length;
    for (int i = 0; i < module.theta().length; i++) {
      double mean = 0;
      double magnitude = 0;
      for (int b = 0; b < batches; b++) {
        double g = scales[b] * module.gradient(b)[i];
        mean += g / batches;
        magnitude += Math.abs(g) / batches;
      }
      double squares = 0;
      for (int b = 0; b < batches; b++) {
        double deviation = scales[b] * module.gradient(b)[i] - mean;
        squares += deviation * deviation;
      }
      if (squares > 0) {
        return Math.log(magnitude / Math.sqrt(squares / (batches - 1)));
      }
    }
    throw new UnscorableException("a module of the head has a gradient that never varies");
  }
}
