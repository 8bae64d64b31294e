package io.nasrec.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class SystemFailureTest {

  @Test
  void limitsOfTheMachineSayWhatToRaise() {
    assertThat(told(new FileSystemException("run/data", null, "No space left on device")))
        .isEqualTo("1 run/data: the disk is full; free some space, then start the command again");
    assertThat(
            told(
                new UncheckedIOException(
                    "run/journal.jsonl: No space left on device",
                    new IOException("No space left on device"))))
        .isEqualTo(
            "1 run/journal.jsonl: the disk is full; free some space, then start the command again");
    assertThat(told(new FileSystemException("a.csv", null, "Too many open files")))
        .isEqualTo(
            "1 a.csv: too many files are open; raise the limit, for example with ulimit -n 4096");
    assertThat(told(new OutOfMemoryError("Java heap space")))
        .matches(
            "1 out of memory: Java's heap of \\d+ MiB is full; give it more, for example with"
                + " NASREC_JAVA_OPTS=-Xmx4g");
    assertThat(
            told(new IllegalStateException(new OutOfMemoryError("unable to create native thread"))))
        .startsWith("1 the system allows no more threads; ");
  }

  @Test
  void pathsAreTheUsersToMend() {
    assertThat(told(new AccessDeniedException("out/x.csv")))
        .isEqualTo("2 out/x.csv: permission denied; name another path, or change its permissions");
    assertThat(told(new FileSystemException("out/x.csv", null, "Read-only file system")))
        .isEqualTo("2 out/x.csv: the file system is read-only; name a path elsewhere");
  }

  @Test
  void otherFailuresAreNot() {
    assertThat(SystemFailure.of(new IllegalStateException("wrong"))).isEmpty();
    assertThat(SystemFailure.of(new IOException("unexpected end"))).isEmpty();
  }

  /** Exit code and sentence. */
  private static String told(Throwable failure) {
    SystemFailure told = SystemFailure.of(failure).orElseThrow();
    return (told.mistake() ? 2 : 1) + " " + told.sentence();
  }
}
