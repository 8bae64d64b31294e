package io.nasrec.experiments.workflow;

import io.nasrec.data.Manifest;
import io.nasrec.experiments.benchmark.BenchmarkFiles;
import io.nasrec.experiments.benchmark.BenchmarkHeader;
import io.nasrec.experiments.benchmark.BenchmarkNetwork;
import io.nasrec.experiments.benchmark.BenchmarkTable;
import io.nasrec.experiments.benchmark.BenchmarkTraining;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.ExperimentWriter;
import io.nasrec.experiments.resource.Version;
import io.nasrec.experiments.setup.ExperimentSetup;
import io.nasrec.space.Architecture;
import io.nasrec.space.InterchangeFile;
import io.nasrec.space.SearchSpace;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.training.Training;
import io.nasrec.supernet.training.TrainingHyperparameters;
import io.nasrec.supernet.trial.Measured;
import io.nasrec.supernet.trial.Trial;
import io.nasrec.supernet.trial.TrialResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A benchmark that is being built. Its files are written whenever a network's last training is
 * done; the lines have the order of the networks, whatever the order of the trainings.
 */
final class BenchmarkRecord {
  private final BenchmarkFiles files;
  private final BenchmarkHeader header;
  private final List<NamedNetwork> networks;
  private final List<Trial> trials;
  private final Measured[] measured;

  /**
   * @param root where the files go
   * @param networks in the order of the table
   * @param trials network by network, {@code trainings} each
   */
  BenchmarkRecord(
      Path root,
      Experiment experiment,
      Manifest data,
      List<NamedNetwork> networks,
      int trainings,
      List<Trial> trials) {
    this.files = new BenchmarkFiles(root);
    this.networks = List.copyOf(networks);
    this.trials = List.copyOf(trials);
    this.measured = new Measured[trials.size()];
    this.header = header(experiment, data, trainings);
  }

  /** Takes the numbers of a trial, by its index. */
  void add(int index, Measured numbers) {
    measured[index] = numbers;
    if (network(index / header.trainings()) != null) {
      try {
        files.write(table());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** What is done so far. */
  BenchmarkTable table() {
    List<BenchmarkNetwork> done = new ArrayList<>();
    for (int i = 0; i < networks.size(); i++) {
      BenchmarkNetwork network = network(i);
      if (network != null) {
        done.add(network);
      }
    }
    return new BenchmarkTable(header, done);
  }

  /** A network, or null if trainings of it are left to be done. */
  private BenchmarkNetwork network(int index) {
    int first = index * header.trainings();
    List<BenchmarkTraining> trainings = new ArrayList<>();
    for (int i = 0; i < header.trainings(); i++) {
      if (measured[first + i] == null) {
        return null;
      }
      trainings.add(
          training(i + 1, trials.get(first + i).recipe().training(), measured[first + i]));
    }
    NamedNetwork network = networks.get(index);
    TrialResult.Costs costs = measured[first].result().costs();
    if (network.source() instanceof NamedNetwork.Found found) {
      Architecture genes = found.architecture();
      boolean layerNorm = header.experiment().at("/space/layerNorm").asBoolean();
      return new BenchmarkNetwork(
          network.name(),
          genes.fingerprint(),
          InterchangeFile.of(genes, layerNorm).document(),
          costs,
          trainings);
    }
    return new BenchmarkNetwork(network.name(), null, null, costs, trainings);
  }

  private static BenchmarkTraining training(int number, Training recipe, Measured numbers) {
    TrialResult result = numbers.result();
    return new BenchmarkTraining(
        number,
        recipe.seed(),
        result.seconds(),
        result.progressive(),
        result.curve(),
        result.best().orElse(null),
        numbers.test().orElse(null),
        result.diverged().orElse(null));
  }

  private BenchmarkHeader header(Experiment experiment, Manifest data, int trainings) {
    SearchSpace space = new ExperimentSetup(experiment).space();
    int ofSpace =
        (int) networks.stream().filter(n -> n.source() instanceof NamedNetwork.Found).count();
    TrainingHyperparameters recipe = trials.get(0).recipe().training().hyperparameters();
    int rows = data.train().rows();
    double rate = data.train().clickRate();
    return new BenchmarkHeader(
        BenchmarkHeader.FORMAT,
        experiment.name(),
        experiment.seed(),
        new BenchmarkHeader.Space(space.name(), space.blocks()),
        ofSpace,
        networks.size() - ofSpace,
        trainings,
        new BenchmarkHeader.Budget(
            recipe.epochs(),
            recipe.batchSize(),
            recipe.stepsPerPass(rows),
            recipe.stepsPerTenth(rows),
            recipe.evaluationsPerEpoch(),
            recipe.patience()),
        new BenchmarkHeader.Data(
            data.digest(),
            Objects.toString(data.raw().sha256()),
            data.denseNames().size(),
            data.sparseNames().size(),
            rows,
            data.validation().rows(),
            data.test().rows(),
            Metrics.ofConstant(rate, data.validation()).logLoss(),
            Metrics.ofConstant(rate, data.test()).logLoss()),
        ExperimentWriter.portable(experiment),
        Version.current());
  }
}
