package io.nasrec.search.retraining;

import io.nasrec.commons.Sha256;
import io.nasrec.data.BatchSource;
import io.nasrec.search.proxy.Proxy;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Outcome;
import io.nasrec.search.scoring.Proposal;
import io.nasrec.search.scoring.Scorer;
import io.nasrec.space.Architecture;
import io.nasrec.supernet.engine.Workers;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.network.Subnet;
import io.nasrec.supernet.training.DivergenceException;
import io.nasrec.supernet.training.SnapshotFiles;
import io.nasrec.supernet.weights.ModelWeights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates candidates by training them from scratch up to a budget; the score is minus the
 * validation log loss of the weights there. All see the same rows in the same order, and each
 * trains with one engine thread, so that scores do not depend on the number of workers.
 *
 * <p>Files hold the state of trainings on their way. They only save time: without them, a network
 * is trained again from the first step, with the same result.
 */
public final class TrainingScorer implements Scorer {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingScorer.class);

  /** The interval between saved states of a training. */
  private static final Duration STATE_INTERVAL = Duration.ofMinutes(5);

  private final Retraining.Setup setup;
  private final Path directory;
  private final String experiment;
  private final BatchSource train;
  private final BatchSource validation;
  private final Workers workers;

  /**
   * @param directory of the states of trainings on their way; created if need be
   * @param experiment digest of everything that determines the scores, except the network
   */
  public TrainingScorer(
      Retraining.Setup setup,
      Path directory,
      String experiment,
      BatchSource train,
      BatchSource validation,
      Workers workers) {
    this.setup = setup;
    this.directory = directory;
    this.experiment = experiment;
    this.train = train;
    this.validation = validation;
    this.workers = workers;
  }

  @Override
  public List<Candidate> score(List<Proposal> proposals) {
    return workers.map(proposals, this::trained);
  }

  private Candidate trained(Proposal proposal) {
    long start = System.nanoTime();
    Subnet network = setup.network(proposal.architecture());
    Outcome outcome;
    try (ModelWeights weights = setup.standAlone().zeros(network)) {
      Files.createDirectories(directory);
      Metrics metrics =
          setup
              .standAlone()
              .runTo(
                  proposal.fidelity().share(),
                  network,
                  weights,
                  train,
                  validation,
                  snapshots(proposal.architecture()));
      outcome =
          new Outcome.Scored(
              new Proxy.Score(-metrics.logLoss(), Map.of("logLoss", metrics.logLoss())));
      log(proposal, "validation log loss " + String.format(Locale.ROOT, "%.4f", metrics.logLoss()));
    } catch (DivergenceException e) {
      outcome = new Outcome.Unscorable("training diverged: " + e.getMessage());
      log(proposal, "diverged: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Candidate(proposal, outcome, (System.nanoTime() - start) / 1e6);
  }

  private static void log(Proposal proposal, String result) {
    LOG.info(
        "search: candidate {}, network {}, trained for {} of a training: {}",
        proposal.index(),
        proposal.architecture().fingerprint(),
        String.format(Locale.ROOT, "%.3g", proposal.fidelity().share()),
        result);
  }

  @Override
  public void release(Architecture architecture) {
    snapshots(architecture).dropState();
  }

  /** Removes all states: the search is over. */
  public void removeStates() throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  private SnapshotFiles snapshots(Architecture architecture) {
    String fingerprint = architecture.fingerprint();
    return new SnapshotFiles(
        directory.resolve(fingerprint),
        Sha256.of(experiment + " search " + fingerprint),
        Map.of(),
        STATE_INTERVAL);
  }
}
