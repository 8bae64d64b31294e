package io.nasrec.experiments.workflow;

import com.fasterxml.jackson.core.type.TypeReference;
import io.nasrec.commons.CheckedJson;
import io.nasrec.data.Dataset;
import io.nasrec.data.Manifest;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.WinnerKind;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.results.RunReport;
import io.nasrec.experiments.setup.ExperimentSetup;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.model.Provenance;
import io.nasrec.supernet.training.WarmUp;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The main job, from raw rows to the report. Each stage reads what earlier stages wrote to the run
 * directory, so that an interrupted run resumes where it stopped.
 */
public final class SearchRun {
  private final Experiment experiment;
  private final ExperimentSetup setup;
  private final RunDirectory directory;
  private final StageClock clock;
  private final DataStage data;
  private final WarmUpStage warmUp;
  private final ConstraintCheck check;
  private final SearchStage search;
  private final TunedSettings tuned;
  private final RetrainStage retrain;
  private final BaselineStage baselines;
  private final WinnerStage winner;
  private final EnsembleStage ensemble;
  private final ReportStage report;

  @Inject
  SearchRun(
      Experiment experiment,
      ExperimentSetup setup,
      RunDirectory directory,
      StageClock clock,
      DataStage data,
      WarmUpStage warmUp,
      ConstraintCheck check,
      SearchStage search,
      TunedSettings tuned,
      RetrainStage retrain,
      BaselineStage baselines,
      WinnerStage winner,
      EnsembleStage ensemble,
      ReportStage report) {
    this.experiment = experiment;
    this.setup = setup;
    this.directory = directory;
    this.clock = clock;
    this.data = data;
    this.warmUp = warmUp;
    this.check = check;
    this.search = search;
    this.tuned = tuned;
    this.retrain = retrain;
    this.baselines = baselines;
    this.winner = winner;
    this.ensemble = ensemble;
    this.report = report;
  }

  /** Runs all stages that are not done yet, and writes the report. */
  public RunReport run() throws IOException {
    search.requireNetworks();
    tuned.variants(); // early, because it throws if one violates a rule
    try (Dataset dataset =
        clock.measure(
            RunStage.PREPARE,
            data.leaves(),
            data::run,
            set -> Map.of("rows", set.train().rows()))) {
      requireSameData(dataset.manifest());
      search.requireRows(dataset.manifest());
      ConstraintCheck.Costing costing = check.run(dataset.manifest());
      CheckedJson.write(directory.provenance(), setup.provenance(dataset.manifest()));
      NetworkBuilder networks = setup.networks(dataset.manifest());
      SearchStage.Searched searched;
      List<WarmUp.Point> points;
      try (WarmUpStage.Supernet supernet =
          clock.measure(
              RunStage.WARM_UP,
              List.of(directory.supernet()),
              () -> warmUp.run(dataset, networks),
              SearchRun::detail)) {
        searched =
            clock.measure(
                RunStage.SEARCH,
                List.of(directory.journal()),
                () -> search.run(dataset, networks, supernet, costing),
                found ->
                    Map.of(
                        "subnets",
                        found.candidates().size(),
                        "workers",
                        experiment.engine().workers()));
        points = supernet.points();
      }
      List<Retrained> retrained =
          clock.measure(
              RunStage.RETRAIN,
              List.of(directory.candidates()),
              () -> retrain.run(dataset, searched.candidates(), costing.objective()),
              all -> Map.of("networks", all.size(), "workers", experiment.engine().workers()));
      Effort effort =
          Effort.of(searched.candidates(), search.rowsPerTraining(dataset.manifest()), retrained);
      List<Contender> opponents =
          clock.measure(
              RunStage.BASELINES,
              experiment.baseline().networks().isEmpty()
                  ? List.of()
                  : List.of(directory.baselines()),
              () -> baselines.train(dataset, effort),
              all -> Map.of("networks", all.size(), "workers", experiment.engine().workers()));
      return report.write(
          clock.measure(
              RunStage.TEST,
              winner.leaves(),
              () -> {
                WinnerStage.Winner best = winner.run(dataset, retrained);
                return new RunResults(
                    dataset.manifest(),
                    networks,
                    points,
                    costing,
                    searched,
                    retrained,
                    effort,
                    best,
                    ensemble(dataset, retrained),
                    baselines.test(dataset, opponents));
              },
              all -> Map.of("rows", dataset.test().rows())));
    }
  }

  private Optional<EnsembleStage.Ensembled> ensemble(Dataset dataset, List<Retrained> retrained)
      throws IOException {
    List<Contender> contenders = retrained.stream().map(Retrained::contender).toList();
    Optional<EnsembleStage.Ensembled> found =
        ensemble.run(dataset, contenders, directory.ensembles());
    if (found.isPresent() && experiment.selected().winner() == WinnerKind.ENSEMBLE) {
      ensemble.publish(found.get());
    }
    return found;
  }

  /** The directory named by data.prepared may contain other rows than when the run was started. */
  private void requireSameData(Manifest data) throws IOException {
    Optional<Provenance> before =
        CheckedJson.read(directory.provenance(), new TypeReference<>() {});
    String digest = before.map(Provenance::dataDigest).orElse(data.digest());
    if (!digest.equals(data.digest())) {
      throw new ConfigurationException(
          List.of(
              "%s: the run was started with the data set of digest %s, now it is %s (%s)"
                  .formatted(directory.root(), digest, data.digest(), data.raw().name())));
    }
  }

  private static Map<String, Object> detail(WarmUpStage.Supernet supernet) {
    return Map.of(
        "steps", supernet.points().size(),
        "fullPathSteps", supernet.fullPathSteps(),
        "sampleRows", supernet.sample().size());
  }
}
