package io.nasrec.experiments.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {
  private static final Session.Command COMMAND =
      new Session.Command(
          "nasrec search --set search.topK=3",
          "nasrec search --run-dir run",
          new PrintWriter(new StringWriter()));

  @Test
  void theLogSaysHowItStartedAndWhatBecameOfEarlierResults(@TempDir Path directory)
      throws Exception {
    Path root = directory.resolve("run");
    RunDirectory.openForSearch(root, TinyExperiment.with()).close();
    Files.createDirectory(root.resolve("candidates"));

    try (Session session =
        Session.openForSearch(root, TinyExperiment.with("retrain.epochs=2"), COMMAND)) {
      assertThat(session.directory().root().resolve("earlier-1/candidates")).isDirectory();
    }

    assertThat(Files.readString(root.resolve("run.log")))
        .contains("tiny in " + root + "; if interrupted, resume with: " + COMMAND.again())
        .contains(COMMAND.typed() + ", logged in " + root.resolve("run.log"))
        .contains("the run was started with retrain.epochs: 1, now retrain.epochs: 2")
        .contains("repeated: retrain, baselines; all other results are kept, and those that no");
  }
}
