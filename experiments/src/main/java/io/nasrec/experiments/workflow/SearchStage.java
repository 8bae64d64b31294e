package io.nasrec.experiments.workflow;

import io.nasrec.commons.Progress;
import io.nasrec.commons.RandomStreams;
import io.nasrec.data.Dataset;
import io.nasrec.data.Manifest;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.setup.Artefact;
import io.nasrec.experiments.setup.ExperimentSetup;
import io.nasrec.experiments.setup.TrialSetup;
import io.nasrec.search.cost.Rejected;
import io.nasrec.search.journal.Journal;
import io.nasrec.search.loop.SearchLoop;
import io.nasrec.search.measurement.TuningRows;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.FidelityScorer;
import io.nasrec.search.scoring.ParallelScorer;
import io.nasrec.search.scoring.Scorer;
import io.nasrec.search.scoring.ScoringBatches;
import io.nasrec.search.scoring.TrainingScorer;
import io.nasrec.space.Architecture;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.engine.Workers;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A strategy proposes networks; the proxy scores them on inherited weights, or they are trained.
 */
final class SearchStage {
  private static final Logger LOG = LoggerFactory.getLogger(SearchStage.class);

  private final Experiment experiment;
  private final ExperimentSetup setup;
  private final RunDirectory directory;
  private final Provider<Workers> threads;
  private final Progress progress;

  @Inject
  SearchStage(
      Experiment experiment,
      ExperimentSetup setup,
      RunDirectory directory,
      Provider<Workers> threads,
      Progress progress) {
    this.experiment = experiment;
    this.setup = setup;
    this.directory = directory;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * What the search found.
   *
   * @param candidates all of them in the order of their proposal
   * @param rejected draws of networks that break a limit
   */
  record Searched(List<Candidate> candidates, Rejected rejected) {}

  /**
   * Runs the search.
   *
   * @param costing what its networks may cost
   */
  Searched run(
      Dataset dataset,
      NetworkBuilder networks,
      WarmUpStage.Supernet supernet,
      ConstraintCheck.Costing costing)
      throws IOException {
    // Workers last, because what they read from must not be closed before they end.
    String digest = Artefact.JOURNAL.digest(experiment, dataset.manifest());
    TrialSetup trials = new TrialSetup(experiment, dataset.manifest(), Optional.empty());
    try (ScoringBatches batches = batches(dataset, supernet);
        Workers workers = threads.get()) {
      TrainingScorer trained =
          new TrainingScorer(
              network -> trials.inSearch(network, directory.trainings()),
              directory.trainings(),
              dataset,
              workers);
      Scorer scorer = new FidelityScorer(scorer(networks, supernet, batches, workers), trained);
      try (Journal journal =
          new Journal(directory.journal(), digest, networks.layerNorm(), scorer)) {
        Searched found = search(networks, journal, workers, costing);
        trained.removeStates();
        return found;
      }
    }
  }

  /** Rows that a complete training of the search reads. */
  long rowsPerTraining(Manifest data) {
    return (long) setup.searchEpochs() * data.train().rows();
  }

  private Searched search(
      NetworkBuilder networks, Journal journal, Workers workers, ConstraintCheck.Costing costing) {
    if (journal.recorded() > 0) {
      LOG.info("search: the journal holds {} candidates", journal.recorded());
    }
    SearchLoop loop =
        new SearchLoop(
            setup.strategy(networks).toward(costing.objective()),
            experiment.seed(),
            workers.count(),
            costing.constraints());
    List<Candidate> all = loop.run(journal, progress);
    if (loop.rejected().draws() > 0) {
      LOG.info("search: {} draws were rejected: {}", loop.rejected().draws(), loop.rejected());
    }
    return new Searched(all, loop.rejected());
  }

  private ParallelScorer scorer(
      NetworkBuilder networks,
      WarmUpStage.Supernet supernet,
      ScoringBatches batches,
      Workers workers) {
    ParallelScorer scorer =
        new ParallelScorer(
            setup.proxy(), networks, supernet.weights().parameters(), batches.data(), workers);
    scorer.rehearse(Architecture.widest(networks.space()));
    return scorer;
  }

  /**
   * Checks early what would otherwise be found only after the warm-up.
   *
   * @throws ConfigurationException if the search needs more scoring rows than there are
   */
  void requireRows(Manifest data) {
    int batches = experiment.search().batches();
    int batchSize = experiment.search().batchSize();
    long rows = data.train().rows();
    if ((long) batches * batchSize > rows) {
      throw new ConfigurationException(
          List.of(
              ("search.batches, search.batchSize: %s batches of %s rows to score on are more than"
                      + " the %s rows of the training split; lower one of them")
                  .formatted(batches, batchSize, rows)));
    }
  }

  /**
   * Checks early what would otherwise be found only in the middle of the search.
   *
   * @throws ConfigurationException if the space has fewer networks than the search scores
   */
  void requireNetworks() {
    SearchSpace space = setup.space();
    // Their number is the same whatever the data are.
    InputShape any = new InputShape(1, 1, experiment.space().embeddingDim());
    long networks = setup.strategy(new NetworkBuilder(space, any, true)).networks();
    if (space.networks().compareTo(BigInteger.valueOf(networks)) < 0) {
      throw new ConfigurationException(
          List.of(
              ("search.population, search.generations, search.children: %s, but the search would"
                      + " score %s; lower one of them or raise space.blocks")
                  .formatted(space.size(), networks)));
    }
  }

  /** The data that subnets are scored on; the caller closes it. */
  ScoringBatches batches(Dataset dataset, WarmUpStage.Supernet supernet) {
    return new ScoringBatches(
        dataset.train(),
        supernet.sample(),
        supernet.weights().embeddings(),
        experiment.search().batches(),
        experiment.search().batchSize(),
        RandomStreams.stream(experiment.seed(), "scoring-batches"),
        Optional.of(new TuningRows(dataset.train(), dataset.validation())));
  }
}
