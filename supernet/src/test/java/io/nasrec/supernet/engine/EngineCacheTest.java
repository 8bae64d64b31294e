package io.nasrec.supernet.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs of their own: a process loads the engine once. */
class EngineCacheTest {
  @TempDir private Path directory;

  /** Has two workers use the engine, and says what came of it. */
  public static final class Program {
    public static void main(String[] arguments) {
      if (arguments.length > 0) {
        EngineCache.choose();
        System.out.println(EngineCache.directory());
        return;
      }
      try (Workers workers = new Workers(2)) {
        System.out.println(workers.map(List.of(1, 2), i -> new TorchEngine(1).version()));
      } catch (EngineUnavailableException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  @Timeout(60)
  void whereTheLibraryCannotBeUnpackedTheCallerHearsItAtOnce() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "in the way");
    Path cache = file.resolve("cache");

    assertThat(run(List.of("-DDJL_CACHE_DIR=" + cache)))
        .startsWith("the PyTorch library cannot be unpacked into or loaded from " + cache + " (")
        .endsWith(
            "); name a directory that can be written to and has 1 GB free in the environment"
                + " variable DJL_CACHE_DIR");
  }

  @Test
  @Timeout(60)
  void withoutAHomeTheTemporaryDirectoryIsUsed() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "in the way");

    assertThat(
            run(
                List.of("-Duser.home=" + file, "-Djava.io.tmpdir=" + directory, "-Duser.name=me"),
                "choice"))
        .isEqualTo(directory.resolve("nasrec-engine-me").toString());
  }

  @Test
  @Timeout(60)
  void aHomeThatCanBeWrittenToIsUsed() throws Exception {
    assertThat(run(List.of("-Duser.home=" + directory), "choice"))
        .isEqualTo(directory.resolve(".djl.ai").toString());
  }

  private static String run(List<String> options, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove(EngineCache.VARIABLE);
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return said.strip();
  }
}
