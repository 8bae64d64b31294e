package io.nasrec.experiments.run;

import io.nasrec.data.Dataset;
import io.nasrec.data.Progress;
import io.nasrec.data.RandomStreams;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.search.evidence.TuningRows;
import io.nasrec.search.journal.Journal;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.ParallelScorer;
import io.nasrec.search.scoring.ScoringBatches;
import io.nasrec.space.Architecture;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.engine.Workers;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Evolution proposes subnets; the proxy scores them on inherited weights. */
final class SearchStage {
  private static final Logger LOG = LoggerFactory.getLogger(SearchStage.class);

  private final Experiment experiment;
  private final Settings settings;
  private final RunDirectory directory;
  private final Progress progress;

  @Inject
  SearchStage(Experiment experiment, Settings settings, RunDirectory directory, Progress progress) {
    this.experiment = experiment;
    this.settings = settings;
    this.directory = directory;
    this.progress = progress;
  }

  /** All candidates in the order of their proposal. */
  List<Candidate> run(Dataset dataset, NetworkBuilder networks, WarmUpStage.Supernet supernet)
      throws IOException {
    try (Workers workers = new Workers(experiment.search().workers());
        ScoringBatches batches = batches(dataset, supernet);
        Journal journal =
            new Journal(
                directory.journal(),
                networks.layerNorm(),
                scorer(networks, supernet, batches, workers))) {
      if (journal.recorded() > 0) {
        LOG.info("search: {} candidates stand in the journal", journal.recorded());
      }
      return settings.evolution().run(journal, progress);
    }
  }

  private ParallelScorer scorer(
      NetworkBuilder networks,
      WarmUpStage.Supernet supernet,
      ScoringBatches batches,
      Workers workers) {
    ParallelScorer scorer =
        new ParallelScorer(
            settings.proxy(), networks, supernet.weights().parameters(), batches.data(), workers);
    scorer.rehearse(Architecture.widest(networks.space()));
    return scorer;
  }

  /** What subnets are scored on; the caller closes it. */
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
