package io.nasrec.experiments.cli.bench;

import io.nasrec.commons.Progress;
import io.nasrec.commons.RandomStreams;
import io.nasrec.data.RowSample;
import io.nasrec.search.measurement.Scope;
import io.nasrec.search.proxy.FisherInformation;
import io.nasrec.search.proxy.SiGeo;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.ParallelScorer;
import io.nasrec.search.scoring.Proposal;
import io.nasrec.search.scoring.ScoringBatches;
import io.nasrec.space.Architecture;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.engine.Engine;
import io.nasrec.supernet.engine.Workers;
import io.nasrec.supernet.network.Subnet;
import io.nasrec.supernet.training.Adagrad;
import io.nasrec.supernet.training.OptimizerSettings;
import io.nasrec.supernet.training.Training;
import io.nasrec.supernet.training.TrainingHyperparameters;
import io.nasrec.supernet.training.WarmUp;
import io.nasrec.supernet.training.WarmUpHyperparameters;
import io.nasrec.supernet.weights.Initializer;
import io.nasrec.supernet.weights.ModelWeights;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Times the hot paths of a run, using the code of a real run.
 *
 * @param engine what is measured
 * @param architectures the architectures to score and train, all of one space
 * @param seed determines weights and order
 */
public record Benchmark(Engine engine, List<Architecture> architectures, long seed) {
  private static final InputShape CRITEO = new InputShape(13, 26, 16);
  private static final int IDS_PER_FIELD = 10_000;
  private static final OptimizerSettings OPTIMIZER =
      new OptimizerSettings(5, new Adagrad(0.01, 0), 0.1);
  private static final double LEARNING_RATE = 0.01;

  /**
   * Scores each architecture with SiGeo on a fresh supernet, once to warm up and then timed.
   *
   * @param batches scoring batches
   * @param batchSize rows per batch
   * @param workers threads that score in parallel
   * @return wall-clock seconds per subnet
   */
  public double secondsPerScore(int batches, int batchSize, int workers) {
    RandomRows rows = rows(batches * batchSize);
    try (ModelWeights supernet = supernet(rows, 1);
        ScoringBatches inputs =
            new ScoringBatches(
                rows,
                RowSample.draw(rows.rows(), 0, RandomStreams.stream(seed, "sample")),
                supernet.embeddings(),
                batches,
                batchSize,
                RandomStreams.stream(seed, "batches"),
                Optional.empty());
        Workers threads = new Workers(workers)) {
      ParallelScorer scorer =
          new ParallelScorer(
              SiGeo.warmed(Scope.DENSE, FisherInformation.BATCH),
              networks(),
              supernet.parameters(),
              inputs.data(),
              threads);
      score(scorer);
      long start = System.nanoTime();
      score(scorer);
      return (System.nanoTime() - start) / 1e9 / architectures.size();
    }
  }

  /**
   * Trains the first architecture from scratch for one epoch.
   *
   * @param batchSize rows per step
   * @param steps number of steps
   * @param threads engine threads
   * @return rows per second
   */
  public double trainedRowsPerSecond(int batchSize, int steps, int threads) {
    RandomRows rows = rows(batchSize * steps);
    Subnet subnet = new Subnet(networks().live(architectures.get(0)));
    try (ModelWeights weights =
        ModelWeights.own(
            engine.with(threads),
            subnet.weights(),
            rows.cardinalities(),
            CRITEO.embeddingDim(),
            IDS_PER_FIELD)) {
      initialize(weights);
      Training training =
          new Training(
              new TrainingHyperparameters(1, batchSize, LEARNING_RATE, 1, 1, 0, 0, OPTIMIZER),
              seed);
      RandomRows validation = rows(batchSize);
      long start = System.nanoTime();
      training.run("bench", subnet, weights, rows, validation, Progress.NONE);
      return rows.rows() / ((System.nanoTime() - start) / 1e9);
    }
  }

  /**
   * Warms up a supernet with sampled paths, or with the full path only.
   *
   * @param batchSize rows per step
   * @param steps number of steps
   * @param threads engine threads
   * @param fullPath whether every step trains the full path
   * @return rows per second
   */
  public double warmedRowsPerSecond(int batchSize, int steps, int threads, boolean fullPath) {
    RandomRows rows = rows(batchSize * steps);
    try (ModelWeights supernet = supernet(rows, threads)) {
      WarmUp warmUp =
          new WarmUp(
              networks(),
              new WarmUpHyperparameters(
                  1, batchSize, LEARNING_RATE, fullPath ? Long.MAX_VALUE : 0, OPTIMIZER),
              seed);
      RowSample all =
          RowSample.draw(rows.rows(), rows.rows(), RandomStreams.stream(seed, "sample"));
      long start = System.nanoTime();
      warmUp.run(supernet, rows, all, Progress.NONE);
      return rows.rows() / ((System.nanoTime() - start) / 1e9);
    }
  }

  private void score(ParallelScorer scorer) {
    List<Candidate> candidates =
        scorer.score(
            IntStream.range(0, architectures.size())
                .mapToObj(i -> new Proposal(i, 0, Optional.empty(), architectures.get(i)))
                .toList());
    // A failure must not count as a fast score.
    candidates.forEach(Candidate::score);
  }

  private ModelWeights supernet(RandomRows rows, int threads) {
    ModelWeights weights =
        ModelWeights.shared(
            engine.with(threads),
            networks().supernetWeights(),
            rows.cardinalities(),
            CRITEO.embeddingDim(),
            IDS_PER_FIELD);
    initialize(weights);
    return weights;
  }

  private void initialize(ModelWeights weights) {
    Initializer initializer = new Initializer(seed, 0.01);
    initializer.fill(weights.parameters());
    initializer.fill(weights.embeddings());
  }

  private static RandomRows rows(int count) {
    return new RandomRows(count, CRITEO, IDS_PER_FIELD);
  }

  private NetworkBuilder networks() {
    return new NetworkBuilder(architectures.get(0).space(), CRITEO, true);
  }
}
