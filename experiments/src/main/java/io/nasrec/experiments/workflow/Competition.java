package io.nasrec.experiments.workflow;

import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.RetrainPlan;
import io.nasrec.experiments.config.RetrainSettings;
import io.nasrec.supernet.trial.SuccessiveHalving;
import io.nasrec.supernet.trial.Trial;
import io.nasrec.supernet.trial.TrialResult;
import io.nasrec.supernet.trial.TrialRunner;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Trains networks by the experiment's plan, and the best of them again (spec section 10). Found and
 * hand-crafted networks compete among themselves by the same rules.
 */
final class Competition {
  private final Experiment experiment;

  @Inject
  Competition(Experiment experiment) {
    this.experiment = experiment;
  }

  /**
   * Trains entrants.
   *
   * @param stage the stage's name in progress reports
   * @return one contender per entrant, in the same order
   */
  List<Contender> run(String stage, List<Entrant> entrants, TrialRunner runner) {
    List<Trial> trials = entrants.stream().map(entrant -> entrant.training(1)).toList();
    RetrainSettings retrain = experiment.retrain();
    List<TrialResult> results =
        retrain.plan() == RetrainPlan.HALVING
            ? new SuccessiveHalving(retrain.rungs(), retrain.eta()).run(stage, trials, runner)
            : runner.run(stage, trials);
    List<Contender> contenders = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      Contender.Run first = new Contender.Run(trials.get(i), results.get(i));
      contenders.add(new Contender(entrants.get(i), List.of(first)));
    }
    return withFinals(stage, contenders, runner);
  }

  /** Trains the finalists again. */
  private List<Contender> withFinals(String stage, List<Contender> contenders, TrialRunner runner) {
    int trainings = experiment.selected().trainings();
    List<Contender> finalists =
        contenders.stream()
            .filter(contender -> contender.result().trained())
            .sorted(Comparator.comparingDouble(Contender::loss))
            .limit(trainings == 1 ? 0 : experiment.selected().finalists())
            .toList();
    if (finalists.isEmpty()) {
      return contenders;
    }
    List<Trial> trials = new ArrayList<>();
    for (int number = 2; number <= trainings; number++) {
      for (Contender finalist : finalists) {
        trials.add(finalist.entrant().training(number));
      }
    }
    List<TrialResult> results = runner.run(stage + ", finalists", trials);
    return contenders.stream()
        .map(one -> one.and(runs(finalists.indexOf(one), finalists.size(), trials, results)))
        .toList();
  }

  private static List<Contender.Run> runs(
      int finalist, int finalists, List<Trial> trials, List<TrialResult> results) {
    List<Contender.Run> runs = new ArrayList<>();
    if (finalist >= 0) {
      for (int i = finalist; i < trials.size(); i += finalists) {
        runs.add(new Contender.Run(trials.get(i), results.get(i)));
      }
    }
    return runs;
  }
}
