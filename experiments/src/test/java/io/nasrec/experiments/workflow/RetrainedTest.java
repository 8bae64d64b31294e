package io.nasrec.experiments.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.training.Training;
import io.nasrec.supernet.trial.TrialResult;
import java.util.Arrays;
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
  void finalistsAreComparedByTheirMeansAndWinBeforeOthers() {
    Retrained lucky = finalist(trained(1, 0.44), trained(1, 0.48), diverged(1));
    Retrained steady = finalist(trained(2, 0.46), trained(2, 0.455), trained(2, 0.457));
    Retrained worse = finalist(trained(3, 0.46), trained(3, 0.46), trained(3, 0.46));

    assertThat(Retrained.best(List.of(lucky, worse, steady, trained(4, 0.43)))).isSameAs(steady);
    assertThat(steady.published()).isSameAs(steady.runs().get(1));
    assertThat(lucky.loss()).isCloseTo(0.46, within(1e-12));
  }

  private static Retrained finalist(Retrained first, Retrained... others) {
    return first.and(Arrays.stream(others).flatMap(other -> other.runs().stream()).toList());
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
    return new Retrained(rank, null, List.of(new Retrained.Run(null, result)));
  }
}
