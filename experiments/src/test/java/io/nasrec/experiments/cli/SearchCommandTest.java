package io.nasrec.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.experiments.Main;
import io.nasrec.experiments.workflow.TinyExperiment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SearchCommandTest {
  private static final Path CRITEO = Path.of("configs/criteo-sample.yaml");

  private final Shell shell = new Shell();
  @TempDir private Path directory;

  @Test
  void itEndsWithATableAndTheReportsPlace() throws Exception {
    Path root = directory.resolve("run");

    assertThat(shell.run(arguments(root))).as(shell.err()).isZero();

    assertThat(shell.out())
        .containsPattern("on the test split +log loss +AUC +norm\\. entropy +calibration\\R")
        .containsPattern("base rate +0\\.\\d{4} +0\\.5000 +1\\.\\d{4} +\\d\\.\\d{4}\\R")
        .containsPattern("logistic-regression( +\\d\\.\\d{4}){4}\\R")
        .containsPattern("dcn-v2( +\\d\\.\\d{4}){4}\\R")
        .containsPattern("best network [0-9a-f]{16}( +\\d\\.\\d{4}){4}\\R")
        .containsPattern(
            "The network found by the search (beats|ties with|loses to)"
                + " (logistic-regression|deepfm|dcn-v2), the best of 3 baselines on"
                + " validation\\.\\R")
        .containsPattern(
            "network minus baseline: test log loss [+−]0\\.\\d{4} \\(95 % interval [+−]0\\.\\d{4}"
                + " to"
                + " [+−]0\\.\\d{4}, paired over 301 rows, normal approximation\\); \\S+ (k |M"
                + " )?parameters"
                + " (more|fewer), embeddings included\\R")
        .containsPattern("best possible +0\\.\\d{4}\\R")
        .containsPattern("gap closed by the network: -?\\d+\\.\\d %\\R")
        .contains("report: " + root.resolve("report.html"));
    assertThat(Files.readString(root.resolve("run.log")))
        .contains("if interrupted, resume with: ./nasrec search --run-dir " + root)
        .containsPattern(
            "(found|trained) rank 1, network [0-9a-f]{16}: validation log loss 0\\.\\d{4},"
                + " AUC 0\\.\\d{4}, normalised entropy \\d\\.\\d{4}, calibration \\d\\.\\d{4}"
                + " \\(\\d+\\.\\d s\\)")
        .contains("retrain: ")
        .doesNotContain("retrain 1");
    String table = shell.out();
    assertThat(shell.run("search", "--run-dir", root)).as(shell.err()).isZero();
    assertThat(shell.out()).as("resumed with the experiment of its directory").isEqualTo(table);
    assertThat(Files.readString(root.resolve("run.log")))
        .contains(root + ": this run is already finished; its results follow");
    assertThat(shell.run(arguments(root, "--set", "seed=2"))).isEqualTo(2);
    assertThat(shell.err().strip())
        .isEqualTo(
            root
                + ": the run was started with seed: 1, now seed: 2; that needs a new run in a new directory");
  }

  @Test
  void theBuiltInQuickstartComparesEnsemblesUnderEqualEffort() throws Exception {
    Path root = directory.resolve("run");
    List<Object> search = new ArrayList<>(List.of("search", "--run-dir", root));
    for (String key :
        List.of(
            "data.format.rows=3000",
            "search.population=4",
            "search.crafted=3",
            "search.topK=4",
            "retrain.batchSize=64",
            "selection.finalists=2",
            "selection.trainings=2",
            "baseline.epochs=1")) {
      search.addAll(List.of("--set", key));
    }

    assertThat(shell.run(search.toArray())).as(shell.err()).isZero();

    assertThat(Files.readString(root.resolve("run.log")))
        .contains(root + " does not exist: starting the built-in quickstart there");
    assertThat(shell.out())
        .containsPattern("hand-crafted, ensemble of \\d+ trainings? +0\\.\\d{4}")
        .containsPattern(
            "gap closed by the network: -?\\d+\\.\\d %, by the ensemble: -?\\d+\\.\\d %\\R")
        .contains("the network was trained with --set retrain.learningRate=")
        .contains("ensemble minus that of hand-crafted networks: test log loss ")
        .containsPattern("training rows read: [\\d,]+ by found networks, [\\d,]+ by hand-crafted");
  }

  @Test
  void aTypoInAPathMakesNoDirectory() {
    Path root = directory.resolve("run");
    Path typo = directory.resolve("trian.txt");

    assertThat(shell.run("search", CRITEO, "--set", "data.raw=" + typo, "--run-dir", root))
        .isEqualTo(2);
    assertThat(shell.err().strip()).isEqualTo("--set: data.raw: " + typo + " does not exist");
    assertThat(root).doesNotExist();
  }

  @Test
  void aStartThatFailedBeforeItsFirstStageLeavesItsKeysToOthers() throws Exception {
    Path root = directory.resolve("run");
    Path raw = Files.writeString(directory.resolve("train.txt"), "no row of Criteo's\n");

    assertThat(shell.run("search", CRITEO, "--set", "data.raw=" + raw, "--run-dir", root))
        .isEqualTo(2);
    assertThat(root.resolve("experiment.yaml")).exists();
    assertThat(shell.run(arguments(root))).as(shell.err()).isZero();
  }

  @Test
  void allMistakesOfTheExperimentComeAtOnceAndNothingIsMade() {
    Path root = directory.resolve("run");

    assertThat(shell.run(arguments(root, "--set", "search.topK=0", "--set", "sede=1")))
        .isEqualTo(2);
    assertThat(shell.err()).contains("search.topK", "sede: unknown key; did you mean seed?");
    assertThat(root).doesNotExist();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // Nothing there asks a process to end.
  void aRunThatIsStoppedKeepsOthersOutBeforeAndSaysHowToGoOn() throws Exception {
    Path root = directory.resolve("it's here");
    Path err = directory.resolve("err.txt");
    List<String> arguments =
        arguments(root, "--set", "data.format.rows=100000", "--set", "warmUp.epochs=100");
    Process process = program(arguments, err);
    try {
      // The supernet's training: long after the lock, long before the end.
      waitFor(process, root.resolve("data").resolve("manifest.json"), err);

      assertThat(shell.run(arguments)).isEqualTo(2);
      assertThat(shell.err().strip())
          .isEqualTo(
              root
                  + ": another run is using this directory; wait for it to finish, or name another"
                  + " one");
      process.destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }

    assertThat(process.exitValue()).isNotZero();
    String quoted = "'" + root.toString().replace("'", "'\\''") + "'";
    assertThat(Files.readString(err))
        .contains(
            "interrupted; to resume: ./nasrec search --run-dir " + quoted + System.lineSeparator());
  }

  private static List<String> arguments(Path root, String... more) {
    List<String> arguments = new ArrayList<>(List.of("search"));
    arguments.addAll(TinyExperiment.arguments());
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--run-dir", root.toString()));
    return arguments;
  }

  private static Process program(List<String> arguments, Path err) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(err.toFile())
        .start();
  }

  private static void waitFor(Process process, Path file, Path err) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!Files.exists(file)) {
      assertThat(process.isAlive())
          .as("the program: %s", Files.readString(err, StandardCharsets.UTF_8))
          .isTrue();
      assertThat(System.nanoTime()).as("a run's first files within a minute").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
