package io.nasrec.experiments.workflow;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.Progress;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.terminal.ConsoleProgress;
import io.nasrec.experiments.terminal.Interruption;
import io.nasrec.experiments.terminal.Logging;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work on an experiment in a run directory, from its start to its end or its interruption: the
 * locked directory, its log, the progress on the terminal, and the line that says how to resume.
 *
 * @param experiment what is worked on
 * @param directory where, locked until the session is closed
 * @param log where messages are kept, until the session is closed
 * @param interruption what a stop from outside does, until the session is closed
 * @param progress where the work reports to, and where it learns that it should stop
 */
public record Session(
    Experiment experiment,
    RunDirectory directory,
    Logging.LogFile log,
    Interruption interruption,
    Progress progress)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  /**
   * The command that the session carries out.
   *
   * @param typed as the user typed it
   * @param again resumes the work; it is printed when the work is interrupted
   * @param err where to
   */
  public record Command(String typed, String again, PrintWriter err) {}

  /**
   * Starts or resumes trainings in a directory.
   *
   * @param start the model that they start from; empty for initial values
   * @throws ConfigurationException as {@link RunDirectory#open}
   * @throws BadDataException if trainings there have another start
   */
  public static Session openForTraining(
      Path root, Experiment experiment, Optional<StartModel> start, Command command)
      throws IOException {
    Session session = in(RunDirectory.open(root, experiment), experiment, command);
    try {
      StartFile.requireSame(root, start.map(StartModel::sha256));
      return session;
    } catch (IOException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /**
   * The same for a search, see {@link RunDirectory#openForSearch}.
   *
   * @throws ConfigurationException as {@link RunDirectory#openForSearch}
   */
  public static Session openForSearch(Path root, Experiment experiment, Command command)
      throws IOException {
    return in(RunDirectory.openForSearch(root, experiment), experiment, command);
  }

  /**
   * The same for scoring given networks, see {@link RunDirectory#openForScoring}.
   *
   * @throws ConfigurationException as {@link RunDirectory#openForScoring}
   */
  public static Session openForScoring(Path root, Experiment experiment, Command command)
      throws IOException {
    return in(RunDirectory.openForScoring(root, experiment), experiment, command);
  }

  private static Session in(RunDirectory directory, Experiment experiment, Command command) {
    Logging.LogFile log = Logging.toFile(directory.log());
    Interruption interruption = Interruption.telling(command.again(), command.err());
    LOG.info(
        "{} in {}; if interrupted, resume with: {}",
        experiment.name(),
        directory.root(),
        command.again());
    LOG.debug("{}, logged in {}", command.typed(), log.file());
    directory.notes().forEach(LOG::info);
    return new Session(
        experiment, directory, log, interruption, interruption.endingWorkOf(new ConsoleProgress()));
  }

  /** The main job. */
  public SearchRun search() {
    return wired(SearchRun.class);
  }

  /** The scoring of given networks. */
  public ScoreRun score() {
    return wired(ScoreRun.class);
  }

  /** The training of a given network. */
  public TrainRun train() {
    return wired(TrainRun.class);
  }

  /** The comparison of given networks. */
  public ComparisonRun compare() {
    return wired(ComparisonRun.class);
  }

  /** The building of a benchmark. */
  public BenchmarkRun benchmark() {
    return wired(BenchmarkRun.class);
  }

  /** The scoring of a benchmark's networks. */
  public RankRun rank() {
    return wired(RankRun.class);
  }

  private <T> T wired(Class<T> workflow) {
    return RunModule.wire(workflow, experiment, directory, progress);
  }

  @Override
  public void close() throws IOException {
    try (directory) {
      interruption.close();
      log.close();
    }
  }
}
