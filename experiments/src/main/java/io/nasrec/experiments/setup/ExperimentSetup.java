package io.nasrec.experiments.setup;

import io.nasrec.commons.RandomStreams;
import io.nasrec.commons.Sha256;
import io.nasrec.data.Manifest;
import io.nasrec.experiments.config.BaselineSettings;
import io.nasrec.experiments.config.ConstraintSettings;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.ExperimentWriter;
import io.nasrec.experiments.config.ProxyChoice;
import io.nasrec.experiments.config.RetrainSettings;
import io.nasrec.experiments.config.SearchSettings;
import io.nasrec.experiments.config.StrategyChoice;
import io.nasrec.experiments.config.TrainingSettings;
import io.nasrec.experiments.config.WarmUpSettings;
import io.nasrec.experiments.resource.Version;
import io.nasrec.search.cost.Constraints;
import io.nasrec.search.cost.Cost;
import io.nasrec.search.cost.NetworkCosts;
import io.nasrec.search.measurement.Scope;
import io.nasrec.search.proxy.FisherInformation;
import io.nasrec.search.proxy.Proxy;
import io.nasrec.search.proxy.ProxyName;
import io.nasrec.search.proxy.ProxySettings;
import io.nasrec.search.strategy.SearchStrategy;
import io.nasrec.search.strategy.Seeded;
import io.nasrec.search.strategy.StrategySettings;
import io.nasrec.space.Architecture;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.crafted.CraftedNetwork;
import io.nasrec.space.crafted.CraftedShape;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.baseline.BaselineShapes;
import io.nasrec.supernet.engine.Engine;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.kernels.VectorApi;
import io.nasrec.supernet.model.Provenance;
import io.nasrec.supernet.training.Adagrad;
import io.nasrec.supernet.training.Adam;
import io.nasrec.supernet.training.OptimizerSettings;
import io.nasrec.supernet.training.StandAlone;
import io.nasrec.supernet.training.Training;
import io.nasrec.supernet.training.TrainingHyperparameters;
import io.nasrec.supernet.training.UpdateRule;
import io.nasrec.supernet.training.WarmUp;
import io.nasrec.supernet.training.WarmUpHyperparameters;
import io.nasrec.supernet.weights.Initializer;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Converts an experiment's keys into the settings of the lower modules. */
public final class ExperimentSetup {
  private final Experiment experiment;

  /** The setup of an experiment. */
  @Inject
  public ExperimentSetup(Experiment experiment) {
    this.experiment = experiment;
  }

  public SearchSpace space() {
    return experiment.space().name().space(experiment.space().blocks());
  }

  public NetworkBuilder networks(Manifest data) {
    return new NetworkBuilder(space(), input(data), experiment.space().layerNorm());
  }

  /** Shape of the raw input. */
  public InputShape input(Manifest data) {
    return new InputShape(
        data.denseNames().size(), data.sparseNames().size(), experiment.space().embeddingDim());
  }

  /** What everything is computed on; what several workers do at once, with a thread for each. */
  public Engine engine() {
    return new TorchEngine(experiment.engine().threads());
  }

  /** Hyper-parameters of the hand-crafted networks. */
  public BaselineShapes baselineShapes() {
    BaselineSettings baseline = experiment.baseline();
    return new BaselineShapes(
        baseline.hidden(),
        baseline.dlrmBottom(),
        baseline.dlrmTop(),
        baseline.cinMaps(),
        baseline.attentionLayers(),
        baseline.attentionHeads(),
        baseline.attentionHeadDim(),
        baseline.crossLayers());
  }

  public WarmUpHyperparameters warmUp(int sampleRows) {
    WarmUpSettings warmUp = experiment.warmUp();
    long steps = WarmUp.steps(sampleRows, warmUp.epochs(), warmUp.batchSize());
    return new WarmUpHyperparameters(
        warmUp.epochs(),
        warmUp.batchSize(),
        warmUp.learningRate(),
        warmUp.fullPathDecay().outOf(steps),
        optimizer());
  }

  public int warmUpEmbeddingRows() {
    return experiment.warmUp().embeddingRows().orElse(Integer.MAX_VALUE);
  }

  /** The proxy that the search uses. */
  public Proxy proxy() {
    ProxyChoice chosen = experiment.search().proxy();
    return proxy(chosen.kind(), chosen.scope());
  }

  /** Any proxy over any scope, otherwise configured as in the experiment. */
  public Proxy proxy(ProxyName name, Scope scope) {
    ProxyChoice chosen = experiment.search().proxy();
    ProxySettings settings =
        new ProxySettings(
            chosen.lambda(),
            scope,
            FisherInformation.BATCH,
            ProxyName.TUNING_STEPS,
            experiment.search().batchSize(),
            experiment.seed());
    return name == chosen.kind() ? chosen.with(settings) : name.with(settings);
  }

  /** A fresh strategy: an instance serves one search. */
  public SearchStrategy strategy(NetworkBuilder networks) {
    SearchSettings search = experiment.search();
    SearchStrategy strategy =
        search
            .strategy()
            .start(new StrategySettings(networks, search.evaluations(), experiment.seed()), search);
    return search.crafted() == 0
        ? strategy
        : new Seeded(strategy, networks.space(), craftedNetworks(), search.crafted());
  }

  /**
   * The size of hand-crafted networks in the search space: as deep and as wide as the experiment's
   * baselines, as far as blocks and widths allow.
   */
  public CraftedShape craftedShape() {
    BaselineSettings baseline = experiment.baseline();
    return new CraftedShape(
        baseline.hidden().size(), baseline.hidden().get(0), baseline.cinMaps().get(0));
  }

  /** The hand-crafted networks that fit into the space. */
  private List<Architecture> craftedNetworks() {
    return Arrays.stream(CraftedNetwork.values())
        .filter(network -> network.leastBlocks() <= space().blocks())
        .map(network -> network.architecture(space(), craftedShape()))
        .toList();
  }

  /** The limits that the search's networks keep. */
  public Constraints constraints(NetworkCosts costs) {
    Map<Cost, Double> most = new EnumMap<>(Cost.class);
    experiment
        .constraints()
        .ifPresent(
            limits -> {
              limits
                  .parameters()
                  .ifPresent(limit -> most.put(Cost.PARAMETERS, limit.doubleValue()));
              limits.latency().ifPresent(limit -> most.put(Cost.LATENCY, limit.toNanos() / 1e6));
              limits.macs().ifPresent(limit -> most.put(Cost.MACS, limit.doubleValue()));
            });
    return new Constraints(most, costs::cost);
  }

  /** Whether the search needs to know how long networks take. */
  public boolean asksForLatency() {
    return secondGoal().equals(Optional.of(Cost.LATENCY))
        || experiment.constraints().flatMap(ConstraintSettings::latency).isPresent();
  }

  /** Rows that are computed in a network's latency. */
  public int latencyBatchSize() {
    return experiment
        .constraints()
        .flatMap(ConstraintSettings::latencyBatchSize)
        .orElse(ConstraintSettings.ONE_ROW);
  }

  /** The cost that is traded against quality, if one is. */
  public Optional<Cost> secondGoal() {
    return experiment.search().objective().stream()
        .flatMap(goal -> goal.cost().stream())
        .findFirst();
  }

  /** Passes over the training rows in a complete training of the search. */
  public int searchEpochs() {
    return experiment.search().strategy() instanceof StrategyChoice.Training training
        ? training.epochs().orElse(experiment.retrain().epochs())
        : experiment.retrain().epochs();
  }

  /**
   * How a search trains candidates: as in retraining, but with other initial values and another
   * order of the rows, so that retraining looks at the chosen ones afresh.
   */
  public StandAlone searchTraining(Manifest data) {
    StandAlone recipe = standAlone(data, "search", searchEpochs());
    return new StandAlone(
        recipe.engine(),
        recipe.cardinalities(),
        recipe.maxEmbeddingRows(),
        recipe.initializer(),
        recipe.training().withoutEarlyStop());
  }

  /**
   * How a network, found or hand-crafted, is trained from scratch.
   *
   * @param number which of several trainings that differ in initial values, order of the rows and
   *     dropout, from 1; the first is the one used by a search's retraining
   */
  public StandAlone standAlone(Manifest data, int number) {
    String stage = number == 1 ? "retrain" : "retrain " + number;
    return standAlone(data, stage, experiment.retrain().epochs());
  }

  private StandAlone standAlone(Manifest data, String stage, int epochs) {
    RetrainSettings retrain = experiment.retrain();
    TrainingHyperparameters hyperparameters =
        new TrainingHyperparameters(
            epochs,
            retrain.batchSize(),
            retrain.learningRate(),
            retrain.evaluationsPerEpoch(),
            retrain.patience(),
            retrain.embeddingL2(),
            retrain.embeddingDropout(),
            optimizer());
    return new StandAlone(
        engine().with(1),
        data.cardinalities(),
        embeddingRows(),
        initializer(stage),
        new Training(hyperparameters, RandomStreams.seed(experiment.seed(), stage)));
  }

  /** The maximum number of rows of an embedding table in training from scratch. */
  public int embeddingRows() {
    return experiment.retrain().embeddingRows().orElse(Integer.MAX_VALUE);
  }

  /** Initial values of a stage's weights. */
  public Initializer initializer(String stage) {
    return new Initializer(
        RandomStreams.seed(experiment.seed(), stage), experiment.training().embeddingStd());
  }

  /** Where what an experiment makes of a data set comes from. */
  public Provenance provenance(Manifest data) {
    return new Provenance(
        experiment.name(),
        Sha256.of(ExperimentWriter.yaml(experiment)),
        experiment.seed(),
        data.raw().name(),
        data.digest(),
        data.raw().sha256(),
        Version.current(),
        engine().version(),
        VectorApi.isAvailable(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors());
  }

  private OptimizerSettings optimizer() {
    TrainingSettings training = experiment.training();
    UpdateRule rule =
        switch (training.optimizer()) {
          case ADAGRAD -> new Adagrad(training.adagradEpsilon(), training.initialAccumulator());
          case ADAM -> new Adam(training.weightDecay());
        };
    return new OptimizerSettings(
        training.clipNorm(), rule, training.learningRateWarmUp().fraction());
  }
}
