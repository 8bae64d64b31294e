package io.nasrec.experiments.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LoggingTest {
  private static final Logger OURS = LoggerFactory.getLogger("io.nasrec.test");
  private static final Logger ENGINE = LoggerFactory.getLogger("ai.djl.engine");

  @Test
  void aRunsLogHasOurDebugMessagesAndTheLibrariesWarningsUntilItIsClosed(@TempDir Path dir)
      throws Exception {
    Path file = dir.resolve("run.log");

    try (Logging.LogFile log = Logging.toFile(file)) {
      assertThat(log.file()).isEqualTo(file);
      OURS.debug("scored {}", "été");
      ENGINE.info("chatter");
      ENGINE.warn("trouble");
    }
    OURS.debug("afterwards");

    assertThat(Files.readString(file))
        .containsPattern("DEBUG \\[main\\] io\\.nasrec\\.test - scored été\\R")
        .contains("trouble")
        .doesNotContain("chatter", "afterwards");
  }

  @Test
  void probingForCudaIsKeptFromTheTerminal() {
    assertThat(Logging.level("ai.djl.util.cuda.CudaUtils")).isEqualTo(Level.ERROR);
  }
}
