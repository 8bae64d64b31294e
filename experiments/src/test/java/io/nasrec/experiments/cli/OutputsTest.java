package io.nasrec.experiments.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class OutputsTest {
  @TempDir private Path directory;
  private Path input;

  @BeforeEach
  void inputs() throws IOException {
    input = Files.writeString(directory.resolve("model.safetensors"), "weights");
    Files.createDirectories(directory.resolve("run/networks/fm"));
    Files.createFile(directory.resolve("run/run.lock"));
    Files.createDirectories(directory.resolve("set"));
    Files.createFile(directory.resolve("set/manifest.json"));
    Files.createFile(directory.resolve("set/train.arrow"));
  }

  private void require(Path output) throws IOException {
    CommandLine line = Nasrec.commandLine();
    Outputs.require(line.getCommandSpec(), "--out", output, List.of(input));
  }

  private void assertRefused(Path output, String problem) {
    assertThatThrownBy(() -> require(output))
        .isInstanceOf(ParameterException.class)
        .hasMessage("--out " + output + ": " + problem + "; name another file");
  }

  @Test
  void aFileNeedsItsDirectory() {
    Path nowhere = directory.resolve("nowhere");
    assertThatThrownBy(() -> require(nowhere.resolve("x.csv")))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "--out %s: no such directory: %s; make it, or name another path"
                .formatted(nowhere.resolve("x.csv"), nowhere));
  }

  @Test
  void noInputIsReplacedByWhateverNameItGoes() throws IOException {
    assertRefused(input, "is read by this command, and would be replaced");
    assertRefused(
        directory.resolve("run/../model.safetensors"),
        "is read by this command, and would be replaced");
    Path link = Files.createSymbolicLink(directory.resolve("link.csv"), input);
    assertRefused(link, "is read by this command, and would be replaced");
    assertThatThrownBy(
            () ->
                Outputs.require(
                    Nasrec.commandLine().getCommandSpec(),
                    "--out",
                    directory.resolve("rows/scores.csv"),
                    List.of(Files.createDirectories(directory.resolve("rows")))))
        .hasMessageContaining("rows, all of whose files are read; name another file");
  }

  @Test
  void noFileOfARunOrADataSetIsReplaced() {
    for (String name :
        List.of(
            "run/journal.jsonl",
            "run/experiment.yaml",
            "run/comparison.csv",
            "run/data/scores.csv",
            "run/networks/fm/training-1/weights.safetensors",
            "run/networks/fm/training-1/test.csv")) {
      assertRefused(directory.resolve(name), "is a run's own file");
    }
    assertRefused(directory.resolve("set/train.arrow"), "lies in a prepared data set");
    assertRefused(directory.resolve("set"), "is a directory");
  }

  /** Moved into place, a file would end what many programs write to. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void noDeviceAndNoLinkIsReplaced() throws Exception {
    assertRefused(Path.of("/dev/null"), "is a device or a pipe");
    Path target = Files.createFile(directory.resolve("target.csv"));
    assertRefused(
        Files.createSymbolicLink(directory.resolve("other.csv"), target),
        "is a link, and would be replaced by a file");
    assertRefused(Files.createFile(directory.resolve("shop.yaml")), "is an experiment file");
  }

  @Test
  void tablesAndDrawingsMayLieBesideARunsFiles() {
    for (String name : List.of("new.csv", "run/scores.csv", "run/best.svg", "run/networks/a.csv")) {
      assertThatCode(() -> require(directory.resolve(name))).doesNotThrowAnyException();
    }
  }
}
