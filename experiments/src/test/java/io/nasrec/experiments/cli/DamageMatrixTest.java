package io.nasrec.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.commons.CheckedJson;
import io.nasrec.commons.DamagedFileException;
import io.nasrec.commons.RandomStreams;
import io.nasrec.commons.Sha256;
import io.nasrec.experiments.config.PapersQuickstart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each file that a command leaves, emptied, cut off, with a flipped bit and deleted, in a run that
 * is finished and in one that is not; then the command again, or {@code evaluate}. What comes of it
 * is as without the damage, or exit code 2 with the file's name.
 *
 * <p>Exempt are {@code run.log} and {@code run.lock}, which nothing reads, and what is written for
 * people and anew by each start: {@code report.html} and the tables.
 *
 * <p>Of a run that is not finished, each file is damaged in two of the four ways, in turn: all ways
 * with {@code -Dnasrec.damage.bits=N}, which also flips N bits of each file, one after the other.
 */
class DamageMatrixTest {
  private static final int BITS = Integer.getInteger("nasrec.damage.bits", 0);
  private static final List<String> SMALL =
      Stream.concat(
              Stream.of(PapersQuickstart.FILE.toString()),
              Stream.of(
                      "name=tiny",
                      "data.format.rows=1000",
                      "space.blocks=1",
                      "warmUp.batchSize=128",
                      "search.batches=2",
                      "search.batchSize=32",
                      "search.population=4",
                      "search.strategy.tournament=2",
                      "search.generations=1",
                      "search.children=1",
                      "search.topK=2",
                      "engine.workers=1",
                      "retrain.epochs=1",
                      "retrain.batchSize=128",
                      "baseline.epochs=1",
                      "baseline.networks=[logistic-regression, fm]",
                      "engine.threads=1")
                  .flatMap(key -> Stream.of("--set", key)))
          .toList();

  private final Shell shell = new Shell();
  private final List<String> faults = new ArrayList<>();
  private final RandomGenerator random = RandomStreams.stream(15, "damage");
  private int refused;
  private int harmless;

  @TempDir private Path directory;
  private Path run;

  @BeforeEach
  void name() {
    run = directory.resolve("run");
  }

  /** A run that is stopped while it retrains, and what it becomes. */
  @Test
  void search() throws IOException {
    List<String> search = arguments("search", "--run-dir", run.toString());
    must(search);
    Path finished = copy(run, directory.resolve("finished"));
    for (String name : List.of("winner.json", "report.json")) {
      Files.delete(run.resolve(name));
    }
    String second =
        CheckedJson.read(finished.resolve("report.json")).at("/candidates/1/fingerprint").asText();
    for (Path file : files(run)) {
      if (file.getFileName().toString().startsWith("best-")
          || file.startsWith(run.resolve("candidates").resolve(second))
          || file.startsWith(run.resolve("model"))
          || file.toString().contains("/fm/")) {
        Files.delete(file);
      }
    }
    List<String> lines = Files.readAllLines(run.resolve("journal.jsonl"));
    Files.write(run.resolve("journal.jsonl"), lines.subList(0, 3));
    matrix(copy(run, directory.resolve("half")), search);
    matrix(finished, search);
    matrix(finished, List.of("evaluate", run.resolve("model").toString()));
    report("search");
  }

  @Test
  void train() throws IOException {
    List<String> train =
        arguments("train", "--baseline", "fm", "--seeds", "2", "--test", "--out", run.toString());
    must(train);
    Path finished = copy(run, directory.resolve("finished"));
    for (Path file : files(run)) {
      if (file.toString().contains("/training-2/")) {
        Files.delete(file);
      }
    }
    Path model = run.resolve("networks/fm/training-1");
    matrix(copy(run, directory.resolve("half")), train);
    matrix(finished, train);
    matrix(finished, List.of("evaluate", model.toString(), "--split", "test"));
    report("train");
  }

  @Test
  void compare() throws IOException {
    List<String> compare =
        arguments("compare", "--networks", "logistic-regression,fm", "--out", run.toString());
    must(compare);
    Path finished = copy(run, directory.resolve("finished"));
    for (Path file : files(run)) {
      if (file.toString().contains("/fm/")) {
        Files.delete(file);
      }
    }
    matrix(copy(run, directory.resolve("half")), compare);
    matrix(finished, compare);
    report("compare");
  }

  /** What is not finished is not there: a data set appears as a whole. */
  @Test
  void prepare() throws IOException {
    List<String> prepare = arguments("prepare", "--out", run.toString());
    must(prepare);
    Path finished = copy(run, directory.resolve("finished"));
    matrix(finished, prepare);
    report("prepare");
  }

  @Test
  void score() throws IOException {
    List<String> score =
        arguments(
            "score",
            "--random",
            "3",
            "--run-dir",
            run.toString(),
            "--out",
            directory.resolve("scores.csv").toString());
    must(score);
    Path finished = copy(run, directory.resolve("finished"));
    Files.delete(run.resolve("supernet.safetensors"));
    matrix(copy(run, directory.resolve("half")), score);
    matrix(finished, score);
    report("score");
  }

  @Test
  void benchmark() throws IOException {
    List<String> build =
        Stream.concat(
                Stream.of("benchmark"),
                arguments(
                    "build",
                    "--random",
                    "2",
                    "--trainings",
                    "1",
                    "--baselines",
                    "--out",
                    run.toString())
                    .stream())
            .toList();
    must(build);
    Path finished = copy(run, directory.resolve("finished"));
    for (Path file : files(run)) {
      if (file.toString().contains("/fm/")
          || file.getFileName().toString().startsWith("benchmark.")) {
        Files.delete(file);
      }
    }
    matrix(copy(run, directory.resolve("half")), build);
    matrix(finished, build);
    report("benchmark");
  }

  private void must(List<String> command) {
    assertThat(shell.run(command)).as(shell.err()).isZero();
  }

  /** Damages each file of a state, in all ways, and runs a command on what is left. */
  private void matrix(Path state, List<String> command) throws IOException {
    replace(state);
    must(command);
    Map<String, String> expected = outcome(command);
    boolean sampled = BITS == 0 && state.endsWith("half");
    int number = 0;
    for (Path file : files(state)) {
      Path name = state.relativize(file);
      if (name.toString().matches("run\\.l.*|.*\\.html|comparison\\..*|\\..*")) {
        continue;
      }
      number++;
      byte[] bytes = Files.readAllBytes(file);
      List<byte[]> damages = new ArrayList<>();
      damages.add(null);
      damages.add(new byte[0]);
      damages.add(Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length - 1)));
      for (int i = 0; i < Math.max(1, BITS); i++) {
        byte[] flipped = bytes.clone();
        flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        damages.add(flipped);
      }
      for (int kind = 0; kind < damages.size(); kind++) {
        if (sampled && (number + kind) % 2 == 0) {
          continue;
        }
        replace(state);
        Path damaged = run.resolve(name);
        Files.delete(damaged);
        if (damages.get(kind) != null) {
          Files.write(damaged, damages.get(kind));
        }
        String what =
            "%s %s %s, then %s: "
                .formatted(
                    state.getFileName(),
                    name,
                    List.of("deleted", "empty", "cut off", "flipped").get(Math.min(3, kind)),
                    command.get(0));
        judge(what, name.getFileName().toString(), shell.run(command), command, expected);
      }
    }
  }

  private void judge(
      String what, String name, int exit, List<String> command, Map<String, String> expected)
      throws IOException {
    String said = shell.err();
    if (exit == 0) {
      harmless++;
      if (!outcome(command).equals(expected)) {
        faults.add(what + "silent");
      }
    } else {
      refused++;
      if (exit != 2 || !said.contains(name)) {
        faults.add(what + "exit " + exit + ", unnamed: " + said.strip());
      }
    }
    if (said.contains("\tat ") || said.contains("Exception")) {
      faults.add(what + "trace: " + said.strip());
    }
  }

  private void report(String command) {
    System.out.printf(
        "damage of %s: %s refused by name, %s without consequence, %s faults%n",
        command, refused, harmless, faults.size());
    assertThat(faults).isEmpty();
  }

  /** All that a command has to say: what it leaves, times and checksums of times apart. */
  private Map<String, String> outcome(List<String> command) throws IOException {
    Map<String, String> outcome = new TreeMap<>();
    if (command.get(0).equals("evaluate")) {
      outcome.put("said", shell.out());
      return outcome;
    }
    Path scores = directory.resolve("scores.csv");
    if (Files.exists(scores)) {
      outcome.put("scores", Files.readString(scores).replaceAll(",[0-9.]+,scored", ",scored"));
    }
    for (Path file : files(run)) {
      String name = run.relativize(file).toString();
      if (name.endsWith(".safetensors") || name.endsWith(".arrow")) {
        byte[] bytes = Files.readAllBytes(file);
        outcome.put(name, Sha256.of(new String(bytes, StandardCharsets.ISO_8859_1)));
      } else if (name.endsWith(".jsonl")) {
        outcome.put(
            name,
            Files.readString(file)
                .replaceAll("\"(milliseconds|seconds)\":[0-9.E-]+", "")
                .replaceAll("crc32c:\\w+", ""));
      } else if (name.endsWith(".json") && !name.matches("stages\\.json|report\\.json")) {
        outcome.put(name, text(file));
      }
    }
    return outcome;
  }

  private static String text(Path file) throws IOException {
    try {
      ObjectNode document = CheckedJson.read(file);
      document.remove("seconds");
      if (document.path("result") instanceof ObjectNode result) {
        result.remove("seconds");
      }
      return document.toString();
    } catch (DamagedFileException e) {
      return "damaged";
    }
  }

  private static List<String> arguments(String command, String... more) {
    return Stream.of(List.of(command), SMALL, List.of(more)).flatMap(List::stream).toList();
  }

  private void replace(Path state) throws IOException {
    List<Path> old = files(run);
    old.forEach(DamageMatrixTest::delete);
    copy(state, run);
  }

  private static Path copy(Path from, Path to) throws IOException {
    for (Path file : files(from)) {
      Path target = to.resolve(from.relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    }
    return to;
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
