package io.nasrec.experiments.workflow;

import io.nasrec.data.Manifest;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.WinnerKind;
import io.nasrec.experiments.render.ReportFiles;
import io.nasrec.experiments.results.RunReport;
import io.nasrec.experiments.results.RunReport.Quality;
import io.nasrec.experiments.setup.ExperimentSetup;
import io.nasrec.search.proxy.Proxy;
import io.nasrec.search.proxy.SiGeo;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Fidelity;
import io.nasrec.search.scoring.TopNetworks;
import io.nasrec.space.network.Costs;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.evaluation.PairedDifference;
import io.nasrec.supernet.evaluation.Predictions;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.training.WarmUp;
import io.nasrec.supernet.trial.TrainedEnsemble;
import io.nasrec.supernet.trial.TrialResult;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Puts the stages' results into the report, for programs and for people. */
final class ReportStage {
  /** Stands in a proxy's place where scores are minus the validation log loss of a training. */
  private static final String TRAINING = "training";

  private final Experiment experiment;
  private final ExperimentSetup setup;
  private final RunDirectory directory;
  private final StageClock clock;

  @Inject
  ReportStage(
      Experiment experiment, ExperimentSetup setup, RunDirectory directory, StageClock clock) {
    this.experiment = experiment;
    this.setup = setup;
    this.directory = directory;
    this.clock = clock;
  }

  RunReport write(RunResults results) throws IOException {
    List<Candidate> deciding = TopNetworks.deciding(results.candidates());
    List<Proxy.Score> proxyScores =
        results.candidates().stream()
            .filter(candidate -> candidate.proposal().fidelity().equals(Fidelity.SCORED))
            .flatMap(candidate -> candidate.outcome().score().stream())
            .toList();
    RunReport report =
        new RunReport(
            experiment.name(),
            setup.space().name(),
            experiment.search().strategy().trains() ? TRAINING : setup.proxy().name(),
            experiment.seed(),
            deciding.stream().filter(Candidate::scored).count(),
            results.retrained().stream().map(retrained -> candidate(retrained, results)).toList(),
            best(results),
            results
                .ensemble()
                .map(found -> ensemble(found, results.winner().said(), isModel()))
                .orElse(null),
            baselines(results),
            clock.stages().stream()
                .map(stage -> new RunReport.Stage(stage.name(), stage.seconds(), stage.detail()))
                .toList(),
            warmUp(results.warmUp()),
            deciding.stream().map(ReportStage::score).toList(),
            terms(proxyScores),
            TradeOffs.of(results),
            setup.provenance(results.data()));
    ReportFiles.write(
        directory.root(),
        report,
        results.winner().architecture(),
        results.winner().retrained().contender().trial().input());
    return report;
  }

  private RunReport.Candidate candidate(Retrained retrained, RunResults results) {
    Costs costs = retrained.costs();
    TrialResult result = retrained.contender().result();
    int batch = experiment.retrain().batchSize();
    int stepsPerEpoch = (results.data().train().rows() + batch - 1) / batch;
    return new RunReport.Candidate(
        retrained.rank(),
        retrained.architecture().fingerprint(),
        retrained.contender().entrant().settings(),
        retrained.candidate().score(),
        costs.parameters(),
        costs.macs(),
        outcome(result),
        result.diverged().orElse(null),
        result.validation().map(Quality::of).orElse(null),
        result.best().map(best -> (double) best.step() / stepsPerEpoch).orElse(null),
        result.seconds());
  }

  private static String outcome(TrialResult result) {
    if (!result.trained()) {
      return RunReport.Candidate.DIVERGED;
    }
    return result.complete() ? RunReport.Candidate.TRAINED : RunReport.Candidate.STOPPED;
  }

  private static RunReport.Best best(RunResults results) {
    WinnerStage.Winner winner = results.winner();
    Costs costs = winner.retrained().costs();
    Contender contender = winner.retrained().contender();
    return new RunReport.Best(
        winner.architecture().fingerprint(),
        contender.entrant().settings(),
        costs.parameters(),
        costs.liveParameters(),
        costs.macs(),
        costs.liveMacs(),
        winner.embeddingParameters(),
        Quality.of(contender.published().result().validation().orElseThrow()),
        Quality.of(winner.test()));
  }

  /**
   * An ensemble beside the best network.
   *
   * @param network that network's predictions for the test split
   * @param model whether it is the run's model
   */
  private static RunReport.Ensemble ensemble(
      EnsembleStage.Ensembled found, Predictions network, boolean model) {
    TrainedEnsemble ensemble = found.ensemble();
    TrialResult.Costs costs = costs(found);
    Optional<PairedDifference> difference = difference(found.said(), network);
    return new RunReport.Ensemble(
        IntStream.range(0, ensemble.members().size())
            .mapToObj(
                i ->
                    new RunReport.Ensemble.Member(
                        ensemble.members().get(i).network().label(),
                        ensemble.members().get(i).provenance().training(),
                        ensemble.counts().get(i)))
            .toList(),
        costs.parameters(),
        costs.embeddingParameters(),
        costs.macs(),
        Quality.of(found.model().validation().orElseThrow()),
        Quality.of(found.said().metrics()),
        difference.map(PairedDifference::mean).orElse(null),
        difference.map(PairedDifference::low).orElse(null),
        difference.map(PairedDifference::high).orElse(null),
        model);
  }

  private boolean isModel() {
    return experiment.selected().winner() == WinnerKind.ENSEMBLE;
  }

  private static TrialResult.Costs costs(EnsembleStage.Ensembled ensembled) {
    CtrNetwork built = ensembled.model().build();
    return new TrialResult.Costs(
        built.weights().stream().mapToLong(Weight::size).sum(),
        ensembled.model().embeddingParameters(),
        built.macs());
  }

  /** Empty with a single row, which has no interval. */
  private static Optional<PairedDifference> difference(Predictions one, Predictions other) {
    return one.size() > 1 ? Optional.of(PairedDifference.of(one, other)) : Optional.empty();
  }

  private static RunReport.Baselines baselines(RunResults results) {
    Manifest data = results.data();
    double rate = data.train().clickRate();
    Double bestPossible = data.validation().bestPossibleLogLoss();
    return new RunReport.Baselines(
        new RunReport.BaseRate(
            Quality.of(Metrics.ofConstant(rate, data.validation())),
            Quality.of(Metrics.ofConstant(rate, data.test()))),
        results.baselines().opponents().stream().map(ReportStage::network).toList(),
        contest(results).orElse(null),
        rival(results).orElse(null),
        effort(results).orElse(null),
        bestPossible == null
            ? null
            : new RunReport.BestPossible(bestPossible, data.test().bestPossibleLogLoss()));
  }

  private static RunReport.Network network(BaselineStage.Opponent opponent) {
    Contender contender = opponent.contender();
    TrialResult result =
        contender.trained().isEmpty() ? contender.result() : contender.published().result();
    return new RunReport.Network(
        opponent.network().name(),
        contender.entrant().settings(),
        result.costs().parameters(),
        result.costs().embeddingParameters(),
        result.costs().macs(),
        result.diverged().orElse(null),
        result.validation().map(Quality::of).orElse(null),
        opponent.test().map(Quality::of).orElse(null),
        result.seconds());
  }

  /**
   * On both sides, all learned parameters count: parts that cannot reach the head were not even
   * built.
   */
  private static Optional<RunReport.Contest> contest(RunResults results) {
    WinnerStage.Winner winner = results.winner();
    long own = winner.retrained().costs().liveParameters() + winner.embeddingParameters();
    return results
        .baselines()
        .best()
        .flatMap(
            best ->
                contest(
                    best.network().name(),
                    winner.said(),
                    best.said().orElseThrow(),
                    own - learned(best.contender().result().costs())));
  }

  private static long learned(TrialResult.Costs costs) {
    return costs.parameters() + costs.embeddingParameters();
  }

  private static Optional<RunReport.Contest> contest(
      String baseline, Predictions own, Predictions others, long parametersDifference) {
    return difference(own, others)
        .map(
            difference ->
                new RunReport.Contest(
                    baseline,
                    difference.mean(),
                    difference.low(),
                    difference.high(),
                    difference.rows(),
                    parametersDifference));
  }

  /** The ensemble of hand-crafted networks, and that of found ones against it. */
  private static Optional<RunReport.Rival> rival(RunResults results) {
    BaselineStage.Baselines baselines = results.baselines();
    return baselines
        .ensemble()
        .map(
            theirs ->
                new RunReport.Rival(
                    ensemble(theirs, baselines.best().orElseThrow().said().orElseThrow(), false),
                    results
                        .ensemble()
                        .flatMap(
                            own ->
                                contest(
                                    "ensemble",
                                    own.said(),
                                    theirs.said(),
                                    learned(costs(own)) - learned(costs(theirs))))
                        .orElse(null)));
  }

  private static Optional<RunReport.Effort> effort(RunResults results) {
    return results
        .baselines()
        .rows()
        .map(theirs -> new RunReport.Effort(results.effort().rows(), theirs));
  }

  private static RunReport.WarmUp warmUp(List<WarmUp.Point> points) {
    long full = points.stream().filter(WarmUp.Point::fullPath).count();
    return new RunReport.WarmUp(
        points.stream()
            .map(
                point ->
                    new RunReport.Point(
                        point.step() + 1, point.loss(), point.learningRate(), point.fullPath()))
            .toList(),
        points.size() - full,
        full);
  }

  private static RunReport.Score score(Candidate candidate) {
    return new RunReport.Score(
        candidate.proposal().index(),
        candidate.proposal().generation(),
        candidate.scored() ? candidate.score() : null,
        candidate.outcome().label());
  }

  /**
   * The spread of each term: with λ = (1,1,1) the widest decides the ranking (spec section 6).
   * Counts made along the way are not terms of the score.
   */
  private static List<RunReport.Term> terms(List<Proxy.Score> scores) {
    Set<String> names = scores.isEmpty() ? Set.of() : scores.get(0).terms().keySet();
    return names.stream()
        .filter(term -> !term.equals(SiGeo.SKIPPED))
        .map(
            term ->
                RunReport.Term.of(
                    term, scores.stream().mapToDouble(score -> score.terms().get(term)).toArray()))
        .toList();
  }
}
