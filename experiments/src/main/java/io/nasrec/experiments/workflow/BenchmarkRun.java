package io.nasrec.experiments.workflow;

import io.nasrec.data.Dataset;
import io.nasrec.data.Manifest;
import io.nasrec.experiments.benchmark.BenchmarkFiles;
import io.nasrec.experiments.benchmark.BenchmarkNetwork;
import io.nasrec.experiments.benchmark.BenchmarkTable;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.results.NamedArchitecture;
import io.nasrec.experiments.setup.ExperimentSetup;
import io.nasrec.experiments.setup.TrialSetup;
import io.nasrec.search.cost.Constraints;
import io.nasrec.supernet.trial.Trial;
import io.nasrec.supernet.trial.TrialRunner;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Builds a benchmark (spec section 11): each network is trained several times from scratch under
 * one budget, measured on validation and once on test, and only the numbers are kept.
 */
public final class BenchmarkRun {
  /** Networks that a message names at most. */
  private static final int NAMED = 3;

  private final Experiment experiment;
  private final ExperimentSetup setup;
  private final RunDirectory directory;
  private final DataStage data;
  private final ConstraintCheck check;
  private final TrialRunners runners;

  @Inject
  BenchmarkRun(
      Experiment experiment,
      ExperimentSetup setup,
      RunDirectory directory,
      DataStage data,
      ConstraintCheck check,
      TrialRunners runners) {
    this.experiment = experiment;
    this.setup = setup;
    this.directory = directory;
    this.data = data;
    this.check = check;
    this.runners = runners;
  }

  /**
   * Trains what is not trained yet. The benchmark's files have every network whose trainings are
   * all done, also after an interruption.
   *
   * @param random random networks of the experiment's space that keep its constraints
   * @param given further ones, in the order of the table; one with the name of another is left out
   * @param trainings per network, at least 1
   * @return the complete benchmark
   * @throws ConfigurationException if the directory's benchmark has networks that are not named, or
   *     a network is of another space
   */
  public BenchmarkTable run(int random, List<NamedNetwork> given, int trainings)
      throws IOException {
    OneSpace.require(setup.space(), found(given));
    try (Dataset dataset = data.run();
        TrialRunner runner = runners.on(dataset)) {
      List<NamedNetwork> networks = networks(random, given, dataset.manifest());
      requireAllNamed(networks);
      TrialSetup trials = new TrialSetup(experiment, dataset.manifest(), Optional.empty());
      List<Trial> all = new ArrayList<>();
      for (NamedNetwork network : networks) {
        for (int number = 1; number <= trainings; number++) {
          all.add(trial(network, number, trials));
        }
      }
      BenchmarkRecord record =
          new BenchmarkRecord(
              directory.root(), experiment, dataset.manifest(), networks, trainings, all);
      runner.measured("benchmark", all, record::add);
      return record.table();
    }
  }

  private List<NamedNetwork> networks(int random, List<NamedNetwork> given, Manifest manifest)
      throws IOException {
    Constraints constraints = check.constraints(manifest);
    Map<String, NamedNetwork> all = new LinkedHashMap<>();
    RandomNetworks.of(
            setup.space(),
            random,
            experiment.seed(),
            architecture -> constraints.broken(architecture).isEmpty())
        .forEach(drawn -> all.put(drawn.fingerprint(), NamedNetwork.of(drawn)));
    given.forEach(network -> all.putIfAbsent(network.name(), network));
    return List.copyOf(all.values());
  }

  private Trial trial(NamedNetwork network, int number, TrialSetup trials) {
    String label = network.definition(experiment).label();
    String training = "training-" + number;
    return trials.trial(
        label + " " + training,
        directory.trainings().resolve(label).resolve(training),
        network.definition(experiment),
        number);
  }

  private static List<NamedArchitecture> found(List<NamedNetwork> networks) {
    List<NamedArchitecture> found = new ArrayList<>();
    for (NamedNetwork network : networks) {
      if (network.source() instanceof NamedNetwork.Found of) {
        found.add(new NamedArchitecture(network.name(), of.architecture()));
      }
    }
    return found;
  }

  /** A benchmark may grow; one that would shrink is more likely a mistake. */
  private void requireAllNamed(List<NamedNetwork> networks) throws IOException {
    Set<String> named = networks.stream().map(NamedNetwork::name).collect(Collectors.toSet());
    List<String> lost =
        new BenchmarkFiles(directory.root())
            .found().stream()
                .flatMap(table -> table.networks().stream())
                .map(BenchmarkNetwork::name)
                .filter(name -> !named.contains(name))
                .toList();
    if (!lost.isEmpty()) {
      throw new ConfigurationException(
          List.of(
              ("%s: the benchmark there has %s that this command does not name (%s%s); name them,"
                      + " too, or another directory")
                  .formatted(
                      directory.root(),
                      lost.size() == 1 ? "a network" : lost.size() + " networks",
                      String.join(", ", lost.subList(0, Math.min(NAMED, lost.size()))),
                      lost.size() > NAMED ? ", …" : "")));
    }
  }
}
