package io.nasrec.experiments.workflow;

import io.nasrec.commons.DamagedFileException;
import io.nasrec.commons.DirectoryLock;
import io.nasrec.experiments.config.Difference;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.render.ReportFiles;
import io.nasrec.experiments.setup.Artefact;
import io.nasrec.supernet.baseline.Baseline;
import io.nasrec.supernet.model.ModelDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The directory of a run's files; each stage reads only what earlier stages wrote. */
public final class RunDirectory implements AutoCloseable {
  /** The winner of a search in the interchange format. */
  public static final String BEST_ARCHITECTURE = "best-architecture.json";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  static final String EXPERIMENT = "experiment.yaml";
  static final String DATA = "data";
  private static final String LOG = "run.log";
  private static final String STAGES = "stages.json";
  static final String JOURNAL = "journal.jsonl";
  static final String LATENCY = "latency.json";
  static final String CANDIDATES = "candidates";
  static final String SUPERNET = "supernet.safetensors";
  static final String WARM_UP = "warm-up.json";
  static final String PROVENANCE = "provenance.json";

  /** A data set that is being prepared, or whose preparation was interrupted. */
  private static final String UNFINISHED = "." + DATA + ".";

  /** Files that a start creates without finishing a stage. */
  /** Held by the process that works in the directory. */
  private static final String LOCK = "run.lock";

  private static final Set<String> AT_START = Set.of(EXPERIMENT, LOCK, LOG, STAGES);

  /** The options that each command was given. */
  static final Set<String> COMMANDS =
      Set.of("train.json", "compare.json", "score.json", "benchmark-build.json");

  private final Path root;
  private final DirectoryLock lock;
  private List<String> notes = List.of();

  private RunDirectory(Path root, DirectoryLock lock) {
    this.root = root;
    this.lock = lock;
  }

  /** What a directory is opened for, which decides how its experiment may differ. */
  private enum Use {
    /** A search: keys of a stage may change, and what it affects is done again or goes on. */
    SEARCH,
    /** Trainings of given networks: equal but for keys that affect no result. */
    TRIALS,
    /** Only the data and the warm supernet are used, and the experiment in it is kept. */
    SCORING
  }

  /**
   * Creates the directory, or finds the trainings to resume in it. It is locked until it is closed.
   *
   * @throws ConfigurationException if another run is using the directory, or it contains a run of
   *     another experiment, or other files
   */
  public static RunDirectory open(Path root, Experiment experiment) throws IOException {
    return open(root, experiment, Use.TRIALS);
  }

  /**
   * Like {@link #open}, for a search. Keys that affect neither the data nor the warm supernet may
   * differ from those that the search was started with: what they affect is repeated, and its
   * earlier results are set aside.
   *
   * @throws ConfigurationException like {@link #open}
   */
  public static RunDirectory openForSearch(Path root, Experiment experiment) throws IOException {
    return open(root, experiment, Use.SEARCH);
  }

  /**
   * Like {@link #open}, for work that needs only a run's data and its warm supernet: search
   * settings may differ, and the experiment of an existing run is kept.
   *
   * @throws ConfigurationException like {@link #open}
   */
  public static RunDirectory openForScoring(Path root, Experiment experiment) throws IOException {
    return open(root, experiment, Use.SCORING);
  }

  private static RunDirectory open(Path root, Experiment experiment, Use use) throws IOException {
    // Before anything is created, so that a typo in a path leaves no directory behind.
    DataStage.requireInputs(experiment);
    requireRunOrNothing(root);
    if (!Files.isDirectory(root)) { // Files.createDirectories refuses a link to a directory
      Files.createDirectories(root);
    }
    RunDirectory directory = new RunDirectory(root, lock(root));
    try {
      boolean begun = directory.isBegun();
      if (begun) {
        directory.require(experiment, use);
      }
      if (use != Use.SCORING || !begun) {
        ExperimentFile.write(directory.experiment(), experiment);
      }
      return directory;
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private void require(Experiment experiment, Use use) throws IOException {
    Changes changes = new Changes(ExperimentFile.read(experiment(), List.of()), experiment);
    switch (use) {
      case SEARCH -> {
        requireNone(root, changes.refused());
        if (!changes.differences().isEmpty()) {
          notes = new EarlierResults(this, changes).setAside();
        }
      }
      case TRIALS -> requireNone(root, changes.differences());
      case SCORING ->
          requireNone(
              root,
              changes.differences().stream()
                  .filter(difference -> Artefact.SUPERNET.dependsOn(difference.key(), experiment))
                  .toList());
    }
  }

  /**
   * Refuses differences.
   *
   * @param run whose settings differ
   */
  static void requireNone(Path run, List<Difference> differences) {
    if (!differences.isEmpty()) {
      throw new ConfigurationException(
          differences.stream()
              .map(
                  difference ->
                      "%s: %s; that needs a new run in a new directory".formatted(run, difference))
              .toList());
    }
  }

  /** A directory that no other run has: {@code runs/NAME-TIME}. */
  public static Path fresh(Experiment experiment) {
    String time = LocalDateTime.now(ZoneId.systemDefault()).format(STAMP);
    Path path = Path.of("runs", experiment.name() + "-" + time);
    for (int i = 2; Files.exists(path); i++) {
      path = path.resolveSibling(experiment.name() + "-" + time + "-" + i);
    }
    return path;
  }

  /** A directory for scoring that is shared only for equal data and warm-up. */
  public static Path forScoring(Experiment experiment) {
    String digest = Artefact.SUPERNET.settings(experiment).substring(0, 8);
    return Path.of("runs", experiment.name() + "-score-" + digest);
  }

  /** Whether a directory belongs to a run. */
  static boolean isRun(Path directory) {
    return Files.exists(directory.resolve(EXPERIMENT)) || Files.exists(directory.resolve(LOCK));
  }

  /** The innermost run that contains, or is, a file or directory. */
  static Optional<Path> of(Path file) {
    return Stream.iterate(file.toAbsolutePath(), Objects::nonNull, Path::getParent)
        .filter(RunDirectory::isRun)
        .findFirst();
  }

  /**
   * Whether a path may be one of a run's own files: anything in its directory, except tables and
   * drawings that the run does not write itself.
   */
  public static boolean owns(Path file) {
    Optional<Path> run = of(file);
    if (run.isEmpty()) {
      return false;
    }
    String name = file.getFileName().toString();
    return run.get().relativize(file.toAbsolutePath()).startsWith(DATA)
        || !name.matches(".*\\.(csv|svg)")
        || name.equals("comparison.csv")
        || file.toAbsolutePath().getParent().getFileName().toString().matches("training-\\d+");
  }

  private static void requireRunOrNothing(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    if (!Files.isDirectory(root)) {
      throw new ConfigurationException(List.of(root + ": must be a directory, but is a file"));
    }
    if (!Files.exists(root.resolve(EXPERIMENT)) && !isEmpty(root)) {
      if (isRun(root)) {
        throw DamagedFileException.missing(
            root.resolve(EXPERIMENT), "although other files of a run lie there");
      }
      throw new ConfigurationException(
          List.of(root + ": is not empty and is not a run directory; name another one"));
    }
  }

  /**
   * Reserves a run directory for this process.
   *
   * @throws ConfigurationException if another run uses it
   */
  static DirectoryLock lock(Path root) throws IOException {
    return DirectoryLock.take(root.resolve(LOCK))
        .orElseThrow(
            () ->
                new ConfigurationException(
                    List.of(
                        root
                            + ": another run is using this directory; wait for it to finish, or"
                            + " name another one")));
  }

  /** A start that was interrupted immediately may have left its lock. */
  private static boolean isEmpty(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.allMatch(entry -> entry.endsWith(LOCK));
    }
  }

  /**
   * Whether a stage has left anything; if a start failed earlier, its experiment may be replaced.
   */
  private boolean isBegun() throws IOException {
    try (var entries = Files.list(root)) {
      return !entries
          .map(entry -> entry.getFileName().toString())
          .allMatch(
              name ->
                  AT_START.contains(name)
                      || COMMANDS.contains(name)
                      || name.startsWith(UNFINISHED));
    }
  }

  /** What opening it did to results that were there, a line each. */
  List<String> notes() {
    return notes;
  }

  /** The directory. */
  public Path root() {
    return root;
  }

  /** The effective experiment. */
  public Path experiment() {
    return root.resolve(EXPERIMENT);
  }

  /** The provenance. */
  public Path provenance() {
    return root.resolve(PROVENANCE);
  }

  /** The log of all starts. */
  public Path log() {
    return root.resolve(LOG);
  }

  /** The prepared data set, unless the experiment names another. */
  public Path data() {
    return root.resolve(DATA);
  }

  /** The supernet after warm-up. */
  public Path supernet() {
    return root.resolve(SUPERNET);
  }

  /** What each step of the warm-up did. */
  public Path warmUp() {
    return root.resolve(WARM_UP);
  }

  /** How long the parts of networks take on this machine. */
  public Path latency() {
    return root.resolve(LATENCY);
  }

  /** One line per candidate. */
  public Path journal() {
    return root.resolve(JOURNAL);
  }

  /** States of trainings on their way, during the search. */
  public Path trainings() {
    return root.resolve("trainings");
  }

  /** Results and weights of the retrained networks. */
  public Path candidates() {
    return root.resolve(CANDIDATES);
  }

  /** Further trainings of the best of them. */
  public Path finalists() {
    return root.resolve("finalists");
  }

  /** Ensembles of them, as models. */
  public Path ensembles() {
    return root.resolve("ensembles");
  }

  /** Results and weights of the baselines. */
  public Path baselines() {
    return root.resolve("baselines");
  }

  /** Those of the baseline with a budget of its own. */
  Path logisticRegression() {
    return baselines().resolve("networks").resolve(Baseline.LOGISTIC_REGRESSION.label());
  }

  /** The winner's one evaluation on the test split. */
  public Path winner() {
    return root.resolve("winner.json");
  }

  /** The winner in the interchange format. */
  public Path bestArchitecture() {
    return root.resolve(BEST_ARCHITECTURE);
  }

  /** The winner as a model. */
  public Path model() {
    return root.resolve(ModelDirectory.OF_RUN);
  }

  /** Scores of a benchmark's networks. */
  Path scores() {
    return root.resolve("scores.jsonl");
  }

  /** Seconds per stage. */
  public Path stages() {
    return root.resolve(STAGES);
  }

  /** The report for people. */
  public Path reportHtml() {
    return root.resolve(ReportFiles.HTML);
  }

  /** Releases the directory. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
