package io.nasrec.experiments.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.training.Training;
import io.nasrec.supernet.trial.TrialResult;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContenderTest {
  private static final TrialResult.Costs COSTS = new TrialResult.Costs(1, 2, 3);

  @Test
  void theLowestValidationLogLossWinsAndTheEarlierAmongEquals() {
    Contender first = trained(0.45);
    List<Contender> all = List.of(trained(0.46), first, trained(0.45), diverged(), trained(0.47));

    assertThat(Contender.best(all)).containsSame(first);
  }

  @Test
  void finalistsAreComparedByTheirMeansAndWinBeforeOthers() {
    Contender lucky = finalist(trained(0.44), trained(0.48), diverged());
    Contender steady = finalist(trained(0.46), trained(0.455), trained(0.457));
    Contender worse = finalist(trained(0.46), trained(0.46), trained(0.46));

    assertThat(Contender.best(List.of(lucky, worse, steady, trained(0.43)))).containsSame(steady);
    assertThat(steady.published()).isSameAs(steady.runs().get(1));
    assertThat(lucky.loss()).isCloseTo(0.46, within(1e-12));
  }

  private static Contender finalist(Contender first, Contender... others) {
    return first.and(Arrays.stream(others).flatMap(other -> other.runs().stream()).toList());
  }

  @Test
  void withoutAnySurvivorThereIsNoBest() {
    assertThat(Contender.best(List.of(diverged(), diverged()))).isEmpty();
  }

  private static Contender trained(double logLoss) {
    Training.Evaluated best = new Training.Evaluated(10, 0.5, new Metrics(logLoss, 0.7, 0.9, 1));
    return contender(
        new TrialResult.Trained(COSTS, List.of(best), Optional.of(best), List.of(), true, 1));
  }

  private static Contender diverged() {
    return contender(new TrialResult.Diverged(COSTS, List.of(), "the loss is NaN", 1));
  }

  private static Contender contender(TrialResult result) {
    return new Contender(null, List.of(new Contender.Run(null, result)));
  }
}
