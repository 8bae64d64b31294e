package io.nasrec.search.scoring;

import io.nasrec.commons.Progress;
import io.nasrec.data.Dataset;
import io.nasrec.search.proxy.Proxy;
import io.nasrec.space.Architecture;
import io.nasrec.supernet.engine.Workers;
import io.nasrec.supernet.training.Budget;
import io.nasrec.supernet.training.SnapshotFiles;
import io.nasrec.supernet.training.Training;
import io.nasrec.supernet.trial.Trial;
import io.nasrec.supernet.trial.TrialResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates candidates by trials up to a budget; the score is minus the validation log loss of the
 * weights there. All see the same rows in the same order, and each trains with one engine thread,
 * so that scores do not depend on the number of workers.
 *
 * <p>Files hold the state of trials on their way. They only save time: without them, a network is
 * trained again from the first step, with the same result.
 */
public final class TrainingScorer implements Scorer {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingScorer.class);

  private final Function<Architecture, Trial> trials;
  private final Path directory;
  private final Dataset data;
  private final Workers workers;

  /**
   * @param trials the trial of a network, whose state is kept beside its directory
   * @param directory of all of them; created if need be
   */
  public TrainingScorer(
      Function<Architecture, Trial> trials, Path directory, Dataset data, Workers workers) {
    this.trials = trials;
    this.directory = directory;
    this.data = data;
    this.workers = workers;
  }

  @Override
  public List<Candidate> score(List<Proposal> proposals) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return workers.map(proposals, this::trained);
  }

  private Candidate trained(Proposal proposal) {
    Trial trial = trials.apply(proposal.architecture());
    double share = proposal.fidelity().share();
    TrialResult result = trial.train(data, new Budget(share), state(trial), Progress.NONE);
    LOG.info(
        "search: candidate {}, {}, trained for {} of a training: {}",
        proposal.index(),
        trial.name(),
        String.format(Locale.ROOT, "%.3g", share),
        result);
    Outcome outcome =
        result
            .best()
            .<Outcome>map(there -> new Outcome.Scored(score(there)))
            .orElseGet(
                () ->
                    new Outcome.Unscorable(
                        "training diverged: " + result.diverged().orElseThrow()));
    return new Candidate(proposal, outcome, result.seconds() * 1e3);
  }

  private static Proxy.Score score(Training.Evaluated there) {
    Map<String, Double> terms = new LinkedHashMap<>();
    terms.put("logLoss", there.validation().logLoss());
    terms.put("progressiveLoss", there.trainLoss());
    return new Proxy.Score(-there.validation().logLoss(), terms);
  }

  @Override
  public void release(Architecture architecture) {
    state(trials.apply(architecture)).dropState();
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

  private static SnapshotFiles state(Trial trial) {
    return SnapshotFiles.ofStateAlone(trial.directory(), trial.digest());
  }
}
