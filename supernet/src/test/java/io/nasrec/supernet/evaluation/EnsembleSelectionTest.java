package io.nasrec.supernet.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EnsembleSelectionTest {
  private static final float[] LABELS = {1, 0, 1, 0, 1, 1, 0, 0};

  /** Two networks whose errors cancel out beat the best one, which is chosen first. */
  @Test
  void opposedErrorsCancelOut() {
    Predictions mediocre = predictions(0.2f, -0.2f, 0.2f, -0.2f, 0.2f, 0.2f, -0.2f, -0.2f);
    Predictions left = predictions(3, -3, 3, -3, -1, -1, 1, 1);
    Predictions right = predictions(-1, 1, -1, 1, 3, 3, -3, -3);

    EnsembleSelection chosen = EnsembleSelection.of(List.of(left, mediocre, right), 3);

    // Rounds: mediocre alone loses ln(1 + e^-0.5) = 0.474. With left, its logits are 1.75 in one
    // half
    // in the other, 0.548; with right as well, 2.2/3 everywhere.
    assertThat(chosen.counts()).containsExactly(1, 1, 1);
    assertThat(chosen.predictions().metrics().logLoss())
        .isCloseTo(Math.log1p(Math.exp(-2.2 / 3)), within(1e-6));
  }

  /** Every choice of every round against a search over all of them by other arithmetic. */
  @Test
  void eachRoundAddsTheNetworkThatHelpsMost() {
    SplittableRandom random = new SplittableRandom(5);
    List<Predictions> candidates = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      float[] logits = new float[LABELS.length];
      for (int row = 0; row < logits.length; row++) {
        logits[row] = (float) (2 * LABELS[row] - 1 + 1.5 * random.nextGaussian());
      }
      candidates.add(predictions(logits));
    }
    List<Integer> picks = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    for (int round = 0; round < 8; round++) {
      int pick = 0;
      for (int i = 1; i < candidates.size(); i++) {
        if (mean(candidates, picks, i) < mean(candidates, picks, pick)) {
          pick = i;
        }
      }
      best = Math.min(best, mean(candidates, picks, pick));
      picks.add(pick);
    }

    EnsembleSelection chosen = EnsembleSelection.of(candidates, 8);

    assertThat(chosen.predictions().metrics().logLoss()).isCloseTo(best, within(1e-6));
    int rounds = chosen.counts().stream().mapToInt(Integer::intValue).sum();
    for (int i = 0; i < candidates.size(); i++) {
      int candidate = i;
      assertThat(chosen.counts().get(i))
          .isEqualTo((int) picks.stream().limit(rounds).filter(p -> p == candidate).count());
    }
  }

  @Test
  void oneRoundIsTheBestNetwork() {
    Predictions worse = predictions(0, 0, 0, 0, 0, 0, 0, 0);
    Predictions better = predictions(1, -1, 1, -1, 1, 1, -1, -1);
    assertThat(EnsembleSelection.of(List.of(worse, better), 1).counts()).containsExactly(0, 1);
    assertThatThrownBy(() -> EnsembleSelection.of(List.of(), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Mean loss if one more were added, as -ln of the probability of what happened. */
  private static double mean(List<Predictions> candidates, List<Integer> picks, int more) {
    double loss = 0;
    for (int row = 0; row < LABELS.length; row++) {
      double sum = candidates.get(more).logit(row);
      for (int pick : picks) {
        sum += candidates.get(pick).logit(row);
      }
      double p = 1 / (1 + Math.exp(-sum / (picks.size() + 1)));
      loss -= Math.log(LABELS[row] == 1 ? p : 1 - p) / LABELS.length;
    }
    return loss;
  }

  private static Predictions predictions(float... logits) {
    return new Predictions(logits, LABELS);
  }
}
