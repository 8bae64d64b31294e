package io.nasrec.experiments.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.training.Training;
import io.nasrec.supernet.trial.TrialResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetrainedTest {
  private static final TrialResult.Costs COSTS = new TrialResult.Costs(1, 2, 3);

  @Test
  void theLowestValidationLogLossWinsAndTheBetterScoreAmongEquals() {
    Retrained second = trained(2, 0.45);
    List<Retrained> all =
        List.of(trained(1, 0.46), trained(3, 0.45), second, diverged(4), trained(5, 0.47));

    assertThat(Retrained.best(all)).isSameAs(second);
  }

  @Test
  void withoutAnySurvivorThereIsNoBest() {
    assertThatThrownBy(() -> Retrained.best(List.of(diverged(1), diverged(2))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("all 2 networks diverged in retraining");
  }

  private static Retrained trained(int rank, double logLoss) {
    Training.Evaluated best = new Training.Evaluated(10, 0.5, new Metrics(logLoss, 0.7, 0.9, 1));
    return retrained(
        rank, new TrialResult.Trained(COSTS, List.of(best), Optional.of(best), List.of(), true, 1));
  }

  private static Retrained diverged(int rank) {
    return retrained(rank, new TrialResult.Diverged(COSTS, List.of(), "the loss is NaN", 1));
  }

  private static Retrained retrained(int rank, TrialResult result) {
    return new Retrained(rank, null, null, result);
  }
}
