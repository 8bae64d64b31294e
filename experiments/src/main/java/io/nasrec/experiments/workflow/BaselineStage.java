package io.nasrec.experiments.workflow;

import io.nasrec.data.Dataset;
import io.nasrec.experiments.config.BaselineEffort;
import io.nasrec.experiments.config.BaselineSettings;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.RetrainPlan;
import io.nasrec.experiments.config.RetrainSettings;
import io.nasrec.supernet.baseline.Baseline;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.evaluation.Predictions;
import io.nasrec.supernet.trial.Trial;
import io.nasrec.supernet.trial.TrialResult;
import io.nasrec.supernet.trial.TrialRunner;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The hand-crafted networks that the winner is compared with. With equal effort they compete among
 * themselves as the found ones do: for as many training rows, under the same choices of settings,
 * by the same plan, with the same number of finalists, and of choices for an ensemble.
 */
final class BaselineStage {
  private static final String STAGE = RunStage.BASELINES.label();

  private final Experiment experiment;
  private final RunDirectory directory;
  private final TunedSettings tuned;
  private final Competition competition;
  private final EnsembleStage ensembles;
  private final TrialRunners runners;

  /**
   * A baseline after its training.
   *
   * @param contender of all with this network, the best on validation
   * @param said its predictions for the test split; empty if training diverged
   */
  record Opponent(NamedNetwork network, Contender contender, Optional<Predictions> said) {
    /** Its metrics on the test split. */
    Optional<Metrics> test() {
      return said.map(Predictions::metrics);
    }
  }

  /**
   * The winner's opponents.
   *
   * @param opponents all baselines, in the order of the experiment
   * @param best the best of them on validation; empty if there is none
   * @param ensemble of their trainings, if the experiment asks for ensembles and equal effort
   * @param rows training rows that those with equal effort read; empty if there is none
   */
  record Baselines(
      List<Opponent> opponents,
      Optional<Opponent> best,
      Optional<EnsembleStage.Ensembled> ensemble,
      Optional<Long> rows) {}

  @Inject
  BaselineStage(
      Experiment experiment,
      RunDirectory directory,
      TunedSettings tuned,
      Competition competition,
      EnsembleStage ensembles,
      TrialRunners runners) {
    this.experiment = experiment;
    this.directory = directory;
    this.tuned = tuned;
    this.competition = competition;
    this.ensembles = ensembles;
    this.runners = runners;
  }

  /**
   * Trains the baselines, or finds those trained by an earlier start.
   *
   * @param found what was spent on found networks
   */
  List<Contender> train(Dataset dataset, Effort found) {
    NamedTrials trials =
        new NamedTrials(directory.baselines(), dataset.manifest(), Optional.empty());
    List<NamedNetwork> networks = NamedNetwork.baselines(experiment);
    List<NamedNetwork> competing =
        isEqual()
            ? networks.stream().filter(one -> !isLogisticRegression(one.name())).toList()
            : List.of();
    List<Entrant> single =
        networks.stream()
            .filter(one -> !competing.contains(one))
            .map(
                one ->
                    trials.entrant(
                        one,
                        isLogisticRegression(one.name())
                            ? experiment.with(untilValidationStopsImproving())
                            : experiment,
                        List.of()))
            .toList();
    try (TrialRunner runner = runners.on(dataset)) {
      List<Trial> first = single.stream().map(entrant -> entrant.training(1)).toList();
      List<TrialResult> results = runner.run(STAGE, first);
      List<Contender> contenders = new ArrayList<>();
      for (int i = 0; i < first.size(); i++) {
        contenders.add(
            new Contender(single.get(i), List.of(new Contender.Run(first.get(i), results.get(i)))));
      }
      if (!competing.isEmpty()) {
        contenders.addAll(competition.run(STAGE, entrants(competing, trials, found), runner));
      }
      return contenders;
    }
  }

  /**
   * The networks in turn, each time with other settings: as many as the rows of found networks are
   * enough for, but each of them once, and fewer if the choices of settings are few.
   */
  private List<Entrant> entrants(List<NamedNetwork> networks, NamedTrials trials, Effort found) {
    List<List<Tuning.Variant>> variants =
        networks.stream().map(network -> tuned.shuffled(network.name())).toList();
    int wanted = Math.max(networks.size(), found.starts(experiment.search().topK()));
    int count = Math.min(wanted, networks.size() * variants.get(0).size());
    List<Entrant> entrants = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int network = i % networks.size();
      Tuning.Variant variant = variants.get(network).get(i / networks.size());
      entrants.add(trials.entrant(networks.get(network), variant.experiment(), variant.settings()));
    }
    return entrants;
  }

  /**
   * Evaluates the best training of each baseline on the test split, once. The baseline that the
   * winner is compared with is chosen on validation; choosing it on test would favour it.
   *
   * @param contenders the result of {@link #train}
   */
  Baselines test(Dataset dataset, List<Contender> contenders) throws IOException {
    List<NamedNetwork> networks = NamedNetwork.baselines(experiment);
    List<Contender> bests = networks.stream().map(network -> best(network, contenders)).toList();
    List<Opponent> opponents = new ArrayList<>();
    try (TrialRunner runner = runners.on(dataset)) {
      List<Trial> trials =
          bests.stream()
              .filter(one -> !one.trained().isEmpty())
              .map(one -> one.published().trial())
              .toList();
      List<Predictions> said = runner.tested(trials);
      for (int i = 0; i < bests.size(); i++) {
        Contender contender = bests.get(i);
        opponents.add(
            new Opponent(
                networks.get(i),
                contender,
                contender.trained().isEmpty()
                    ? Optional.empty()
                    : Optional.of(said.get(trials.indexOf(contender.published().trial())))));
      }
    }
    Optional<Contender> best = Contender.best(bests);
    List<Contender> competed =
        contenders.stream().filter(one -> !isLogisticRegression(one.entrant().name())).toList();
    return new Baselines(
        opponents,
        best.map(bests::indexOf).map(opponents::get),
        isEqual()
            ? ensembles.run(dataset, contenders, directory.baselines().resolve("ensembles"))
            : Optional.empty(),
        isEqual()
            ? Optional.of(competed.stream().mapToLong(Contender::rows).sum())
            : Optional.empty());
  }

  /** Of all with a network, the best; if all diverged, the first. */
  private static Contender best(NamedNetwork network, List<Contender> contenders) {
    List<Contender> own =
        contenders.stream().filter(one -> one.entrant().name().equals(network.name())).toList();
    return Contender.best(own).orElseGet(() -> own.get(0));
  }

  private boolean isEqual() {
    return experiment.baseline().effort() == BaselineEffort.EQUAL;
  }

  private static boolean isLogisticRegression(String name) {
    return name.equals(Baseline.LOGISTIC_REGRESSION.label());
  }

  /** The steps of a logistic regression cost almost nothing compared with those of the others. */
  private RetrainSettings untilValidationStopsImproving() {
    BaselineSettings baseline = experiment.baseline();
    return new RetrainSettings(
        baseline.epochs(),
        baseline.batchSize(),
        baseline.learningRate(),
        baseline.patience(),
        experiment.retrain().evaluationsPerEpoch(),
        0,
        0,
        Optional.empty(),
        RetrainPlan.FULL,
        experiment.retrain().rungs(),
        experiment.retrain().eta());
  }
}
