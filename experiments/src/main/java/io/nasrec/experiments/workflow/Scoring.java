package io.nasrec.experiments.workflow;

import io.nasrec.commons.Progress;
import io.nasrec.data.Dataset;
import io.nasrec.experiments.setup.ExperimentSetup;
import io.nasrec.search.scoring.ScoringBatches;
import io.nasrec.search.scoring.SubnetScorer;
import io.nasrec.space.Architecture;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.engine.Workers;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Scores networks side by side on a run's warm supernet. */
final class Scoring {
  /** Networks whose results are handed on at a time, so that an interruption loses few. */
  private static final int GROUP = 16;

  private final ExperimentSetup setup;
  private final WarmUpStage warmUp;
  private final SearchStage search;
  private final Provider<Workers> threads;
  private final Progress progress;

  @Inject
  Scoring(
      ExperimentSetup setup,
      WarmUpStage warmUp,
      SearchStage search,
      Provider<Workers> threads,
      Progress progress) {
    this.setup = setup;
    this.warmUp = warmUp;
    this.search = search;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * What is to be scored.
   *
   * @param columns the proxies that this network needs
   */
  record Task(Architecture architecture, List<ScoreColumn> columns) {}

  /** Takes the results of a group of tasks: one per column of each. */
  @FunctionalInterface
  interface Results {
    void take(List<Task> tasks, List<List<SubnetScorer.Result>> results) throws IOException;
  }

  /** Warms up the supernet, or finds it, and scores. */
  void run(Dataset dataset, List<Task> tasks, Results results) throws IOException {
    search.requireRows(dataset.manifest());
    NetworkBuilder networks = setup.networks(dataset.manifest());
    try (WarmUpStage.Supernet supernet = warmUp.run(dataset, networks);
        ScoringBatches batches = search.batches(dataset, supernet);
        Workers workers = threads.get()) {
      Map<List<ScoreColumn>, SubnetScorer> scorers = new ConcurrentHashMap<>();
      AtomicInteger done = new AtomicInteger();
      progress.update("score", 0, tasks.size(), "subnets");
      for (int from = 0; from < tasks.size(); from += GROUP) {
        List<Task> group = tasks.subList(from, Math.min(tasks.size(), from + GROUP));
        results.take(
            group,
            workers.map(
                group,
                task -> {
                  SubnetScorer scorer =
                      scorers.computeIfAbsent(
                          task.columns(), columns -> scorer(columns, networks, supernet, batches));
                  List<SubnetScorer.Result> scored = scorer.score(task.architecture());
                  progress.update("score", done.incrementAndGet(), tasks.size(), "subnets");
                  return scored;
                }));
      }
    }
  }

  /** All networks with the same proxies. */
  List<List<SubnetScorer.Result>> run(
      Dataset dataset, List<Architecture> architectures, List<ScoreColumn> columns)
      throws IOException {
    List<List<SubnetScorer.Result>> all = new ArrayList<>();
    List<Task> tasks = architectures.stream().map(genes -> new Task(genes, columns)).toList();
    run(dataset, tasks, (group, results) -> all.addAll(results));
    return all;
  }

  private static SubnetScorer scorer(
      List<ScoreColumn> columns,
      NetworkBuilder networks,
      WarmUpStage.Supernet supernet,
      ScoringBatches batches) {
    return new SubnetScorer(
        columns.stream().map(ScoreColumn::proxy).toList(),
        networks,
        supernet.weights().parameters(),
        batches.data());
  }
}
