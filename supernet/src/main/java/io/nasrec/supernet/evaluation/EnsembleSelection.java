package io.nasrec.supernet.evaluation;

import java.util.Arrays;
import java.util.List;

/**
 * Greedy forward selection with replacement (Caruana et al., ICML 2004): each round adds the
 * network with which the mean of the logits has the lowest log loss; the best round counts.
 *
 * @param counts how often each network was chosen; 0 for those that do not belong to it
 * @param predictions of the ensemble
 */
public record EnsembleSelection(List<Integer> counts, Predictions predictions) {

  public EnsembleSelection {
    counts = List.copyOf(counts);
  }

  /**
   * Chooses among networks.
   *
   * @param candidates what each predicts for the same rows, with finite logits
   * @param rounds the greatest number of choices, at least 1
   * @return of equal choices, the earlier one; of equal rounds, the first
   */
  public static EnsembleSelection of(List<Predictions> candidates, int rounds) {
    if (candidates.isEmpty() || rounds < 1) {
      throw new IllegalArgumentException(
          "candidates and rounds must be at least 1, but were %s and %s"
              .formatted(candidates.size(), rounds));
    }
    int[] counts = new int[candidates.size()];
    double[] sums = new double[candidates.get(0).size()];
    EnsembleSelection best = null;
    double lowest = Double.POSITIVE_INFINITY;
    for (int round = 1; round <= rounds; round++) {
      int chosen = 0;
      double loss = Double.POSITIVE_INFINITY;
      for (int i = 0; i < counts.length; i++) {
        double with = loss(sums, candidates.get(i), round);
        if (with < loss) {
          loss = with;
          chosen = i;
        }
      }
      counts[chosen]++;
      for (int row = 0; row < sums.length; row++) {
        sums[row] += candidates.get(chosen).logit(row);
      }
      if (loss < lowest) {
        lowest = loss;
        best =
            new EnsembleSelection(
                Arrays.stream(counts).boxed().toList(),
                candidates.get(0).withLogits(means(sums, round)));
      }
    }
    return best;
  }

  private static double loss(double[] sums, Predictions more, int round) {
    double loss = 0;
    for (int row = 0; row < sums.length; row++) {
      loss += Metrics.loss((sums[row] + more.logit(row)) / round, more.clicked(row) ? 1 : 0);
    }
    return loss;
  }

  private static float[] means(double[] sums, int round) {
    float[] means = new float[sums.length];
    for (int row = 0; row < means.length; row++) {
      means[row] = (float) (sums[row] / round);
    }
    return means;
  }
}
