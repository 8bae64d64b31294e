package io.nasrec.experiments.cli.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.nasrec.commons.RandomStreams;
import io.nasrec.data.RowSample;
import io.nasrec.search.measurement.Scope;
import io.nasrec.search.measurement.ScoringBatch;
import io.nasrec.search.measurement.Subject;
import io.nasrec.search.proxy.BatchLoss;
import io.nasrec.search.proxy.FisherInformation;
import io.nasrec.search.proxy.FisherRao;
import io.nasrec.search.proxy.GradNorm;
import io.nasrec.search.proxy.Plain;
import io.nasrec.search.proxy.Proxy;
import io.nasrec.search.proxy.PublishedSiGeo;
import io.nasrec.search.proxy.SiGeo;
import io.nasrec.search.proxy.Snip;
import io.nasrec.search.proxy.ZiCo;
import io.nasrec.search.scoring.Outcome;
import io.nasrec.search.scoring.ScoringBatches;
import io.nasrec.search.scoring.SubnetScorer;
import io.nasrec.space.Architecture;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.engine.Engine;
import io.nasrec.supernet.engine.EngineArrays;
import io.nasrec.supernet.engine.Tape;
import io.nasrec.supernet.engine.Workers;
import io.nasrec.supernet.network.Inputs;
import io.nasrec.supernet.network.Loss;
import io.nasrec.supernet.network.Subnet;
import io.nasrec.supernet.weights.Initializer;
import io.nasrec.supernet.weights.ModelWeights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures the cost of scoring, and its share outside the engine's forward and backward passes.
 *
 * @param engine what is measured
 * @param architectures the architectures to score, all of one space
 * @param batches scoring batches
 * @param batchSize rows per batch
 * @param seed determines weights and rows
 */
public record ScoreBenchmark(
    Engine engine, List<Architecture> architectures, int batches, int batchSize, long seed) {
  private static final InputShape CRITEO = new InputShape(13, 26, 16);
  private static final int IDS_PER_FIELD = 10_000;
  private static final List<Proxy> SIGEO =
      List.of(SiGeo.warmed(Scope.DENSE, FisherInformation.BATCH));
  private static final List<Proxy> ALL_OF_BATCH_GRADIENTS =
      List.of(
          SIGEO.get(0),
          new ZiCo(Scope.DENSE),
          new FisherRao(Scope.DENSE, FisherInformation.BATCH),
          new BatchLoss(),
          new GradNorm(Scope.DENSE),
          new Snip(Scope.DENSE),
          new Plain(Scope.DENSE),
          new PublishedSiGeo());

  /**
   * One measurement.
   *
   * @param secondsPerSubnet wall-clock seconds per subnet with SiGeo
   * @param shareOutsideEngine share of SiGeo's time outside the forward and backward passes
   * @param allProxiesRatio time of all proxies of batch gradients together, relative to SiGeo alone
   * @param unscorable subnets for which some proxy has no score, by fingerprint with the cause;
   *     they are not measured, because a failure must not count as a fast score
   */
  public record Figures(
      double secondsPerSubnet,
      double shareOutsideEngine,
      double allProxiesRatio,
      Map<String, String> unscorable) {}

  /**
   * Scores each architecture with all proxies, unmeasured. Those with all scores are then measured
   * alternately with SiGeo, with the bare passes and with all proxies, so that other load on the
   * machine affects all three.
   *
   * @param workers threads that score in parallel
   * @throws IllegalStateException if a score fails, or if no architecture has one
   */
  public Figures run(int workers) {
    RandomRows rows = new RandomRows(batches * batchSize, CRITEO, IDS_PER_FIELD);
    NetworkBuilder networks = new NetworkBuilder(architectures.get(0).space(), CRITEO, true);
    try (ModelWeights supernet =
            ModelWeights.shared(
                engine,
                networks.supernetWeights(),
                rows.cardinalities(),
                CRITEO.embeddingDim(),
                IDS_PER_FIELD);
        ScoringBatches data = data(supernet, rows);
        Workers threads = new Workers(workers)) {
      SubnetScorer sigeo = scorer(SIGEO, networks, supernet, data);
      SubnetScorer all = scorer(ALL_OF_BATCH_GRADIENTS, networks, supernet, data);
      Map<String, String> unscorable = unscorable(threads.map(architectures, all::score));
      List<Architecture> scored =
          architectures.stream().filter(a -> !unscorable.containsKey(a.fingerprint())).toList();
      if (scored.isEmpty()) {
        throw new IllegalStateException("no subnet has a score: " + unscorable);
      }
      long start = System.nanoTime();
      threads.map(scored, sigeo::score);
      double wall = (System.nanoTime() - start) / 1e9 / scored.size();
      double[] sums = new double[3];
      for (double[] seconds :
          threads.map(
              scored,
              architecture ->
                  new double[] {
                    seconds(() -> sigeo.score(architecture)),
                    bareSeconds(subject(architecture, networks, supernet, data)),
                    seconds(() -> all.score(architecture))
                  })) {
        for (int i = 0; i < sums.length; i++) {
          sums[i] += seconds[i];
        }
      }
      return new Figures(wall, 1 - sums[1] / sums[0], sums[2] / sums[0], unscorable);
    }
  }

  /** The subnets without a score from some proxy, by fingerprint with the cause. */
  private Map<String, String> unscorable(List<List<SubnetScorer.Result>> results) {
    Map<String, String> unscorable = new LinkedHashMap<>();
    for (int a = 0; a < architectures.size(); a++) {
      for (SubnetScorer.Result result : results.get(a)) {
        if (result.outcome() instanceof Outcome.Failed failed) {
          throw new IllegalStateException(result.proxy().name() + ": " + failed.cause());
        }
        if (result.outcome() instanceof Outcome.Unscorable none) {
          unscorable.putIfAbsent(
              architectures.get(a).fingerprint(), result.proxy().name() + ": " + none.cause());
        }
      }
    }
    return unscorable;
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  /** Forward and backward over all batches and nothing else: no binding, no reading. */
  private static double bareSeconds(Subject subject) {
    double seconds = 0;
    try (var work = subject.engine().differentiating()) {
      Map<String, NDArray> bound = subject.bind(work.manager());
      for (ScoringBatch batch : subject.data().batches()) {
        try (NDManager step = work.manager().newSubManager()) {
          Map<String, NDArray> leaves = new LinkedHashMap<>();
          Tape tape = new Tape();
          bound.forEach(
              (path, array) -> leaves.put(path, tape.leaf(EngineArrays.alias(array, step))));
          Inputs inputs = batch.inputs().in(step);
          seconds += seconds(() -> passes(subject.subnet(), leaves, inputs, tape));
        }
      }
    }
    return seconds;
  }

  private static void passes(Subnet subnet, Map<String, NDArray> leaves, Inputs inputs, Tape tape) {
    NDArray logits = subnet.logits(leaves, inputs.dense(), inputs.sparse(), tape);
    tape.backward(Loss.of(logits, inputs.labels()));
  }

  private static Subject subject(
      Architecture architecture,
      NetworkBuilder networks,
      ModelWeights supernet,
      ScoringBatches data) {
    return new Subject(
        architecture.fingerprint(),
        new Subnet(networks.live(architecture)),
        supernet.parameters(),
        data.data());
  }

  private static SubnetScorer scorer(
      List<Proxy> proxies, NetworkBuilder networks, ModelWeights supernet, ScoringBatches data) {
    return new SubnetScorer(proxies, networks, supernet.parameters(), data.data());
  }

  private ScoringBatches data(ModelWeights supernet, RandomRows rows) {
    Initializer initializer = new Initializer(seed, 0.01);
    initializer.fill(supernet.parameters());
    initializer.fill(supernet.embeddings());
    return new ScoringBatches(
        rows,
        RowSample.draw(rows.rows(), 0, RandomStreams.stream(seed, "sample")),
        supernet.embeddings(),
        batches,
        batchSize,
        RandomStreams.stream(seed, "batches"),
        Optional.empty());
  }
}
