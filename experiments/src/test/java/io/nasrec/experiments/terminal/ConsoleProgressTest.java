package io.nasrec.experiments.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleProgressTest {
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final List<String> lines = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong(-1_000);

  @Test
  void aTerminalShowsOneRewrittenLineWithRateAndRemainingTime() {
    ConsoleProgress progress = progress(true);

    progress.update("warm-up", 0, 5000, "steps");
    seconds(4);
    progress.update("warm-up", 1200, 5000, "steps");

    assertThat(shown())
        .isEqualTo("\r\u001b[Kwarm-up  1,200/5,000 steps  24%  300 steps/s  13 s left");
    assertThat(lines).isEmpty();
  }

  @Test
  void aTerminalIsNotRewrittenMoreOftenThanEyesCanFollow() {
    ConsoleProgress progress = progress(true);
    progress.update("scoring", 0, 100, "subnets");
    seconds(0.2);
    progress.update("scoring", 1, 100, "subnets");
    String once = shown();
    seconds(0.01);
    progress.update("scoring", 2, 100, "subnets");

    assertThat(once).contains("1/100");
    assertThat(shown()).isEqualTo(once);
  }

  @Test
  void theEndOfAStageLeavesALineAndClearsTheStatus() {
    ConsoleProgress progress = progress(true);
    progress.update("scoring", 0, 4, "subnets");
    seconds(1);
    progress.update("scoring", 2, 4, "subnets");
    seconds(1);
    progress.update("scoring", 4, 4, "subnets");

    assertThat(lines).containsExactly("scoring: 4 subnets in 2.0 s (2.0 subnets/s)");
    assertThat(shown()).endsWith("\r\u001b[K");
  }

  @Test
  void elsewhereThereIsALineEveryFewSecondsAndNoControlCharacter() {
    ConsoleProgress progress = progress(false);
    for (int second = 0; second <= 12; second++) {
      progress.update("warm-up", second * 10L, 120, "steps");
      seconds(1);
    }

    assertThat(lines)
        .containsExactly(
            "warm-up  50/120 steps  41%  10 steps/s  7.0 s left",
            "warm-up  100/120 steps  83%  10 steps/s  2.0 s left",
            "warm-up: 120 steps in 12 s (10 steps/s)");
    assertThat(shown()).isEmpty();
  }

  @Test
  void anUnknownTotalShowsNeitherShareNorRemainingTime() {
    ConsoleProgress progress = progress(true);
    progress.update("reading", 0, -1, "rows");
    seconds(2);
    progress.update("reading", 250_000, -1, "rows");

    assertThat(shown()).endsWith("reading  250,000 rows  125,000 rows/s");
  }

  @Test
  void bytesAreShownInUnitsThatPeopleRead() {
    ConsoleProgress progress = progress(true);
    progress.update("parse rows", 0, 9_685_407, "bytes");
    seconds(2);
    progress.update("parse rows", 2_000_000, 9_685_407, "bytes");
    assertThat(shown()).endsWith("parse rows  2.00 MB/9.69 MB  20%  1.00 MB/s  7.7 s left");

    seconds(2);
    progress.update("parse rows", 9_685_407, 9_685_407, "bytes");
    assertThat(lines).containsExactly("parse rows: 9.69 MB in 4.0 s (2.42 MB/s)");
  }

  @Test
  void anotherStageEndsTheOneBefore() {
    ConsoleProgress progress = progress(false);
    progress.update("reading", 0, -1, "rows");
    seconds(2);
    progress.update("reading", 100, -1, "rows");
    progress.update("encoding", 0, 10, "rows");
    progress.end();
    progress.end();

    assertThat(lines)
        .containsExactly("reading: 100 rows in 2.0 s (50 rows/s)", "encoding: 0 rows in 0.0 s");
  }

  @Test
  void logLinesStandAboveTheStatus() {
    Terminal terminal = terminal(true);
    terminal.status("scoring  1/4");

    new PrintStream(terminal.lines(), true, StandardCharsets.UTF_8).print("a line\n");

    assertThat(shown()).isEqualTo("\r\u001b[Kscoring  1/4\r\u001b[Ka line\nscoring  1/4");
  }

  /** A line that wraps cannot be rewritten: every update would leave a piece behind. */
  @ParameterizedTest
  @CsvSource({
    "200, 'logistic-regression  1,234,567/45,000,000 rows  2%  308,642 rows/s  2 min 22 s left'",
    "80, 'logistic-regression  1,234,567/45,000,000 rows  2%  2 min 22 s left'",
    "60, 'logistic-regression  2%  2 min 22 s left'",
    "40, 'logistic-regression  2%'",
    "24, 'logistic-regression  2%'",
    "20, 'logistic-regressio…'",
  })
  void aLineIsNeverAsWideAsTheTerminal(int columns, String line) {
    ConsoleProgress progress = new ConsoleProgress(terminal(true, columns), lines::add, nanos::get);
    progress.update("logistic-regression", 0, 45_000_000, "rows");
    seconds(4);
    progress.update("logistic-regression", 1_234_567, 45_000_000, "rows");

    assertThat(shown()).isEqualTo("\r\u001b[K" + line);
    assertThat(line.length()).isLessThan(columns);
  }

  @Test
  void anUnknownTotalFitsToo() {
    ConsoleProgress progress = new ConsoleProgress(terminal(true, 40), lines::add, nanos::get);
    progress.update("reading", 0, -1, "rows");
    seconds(2);
    progress.update("reading", 25_000_000, -1, "rows");

    assertThat(shown()).endsWith("\u001b[Kreading  25,000,000 rows");
  }

  @Test
  void theWidthIsTheLaunchersOrTheShellsOrTheUsual() {
    assertThat(Terminal.columns("132", "60")).isEqualTo(132);
    assertThat(Terminal.columns(null, "60")).isEqualTo(60);
    assertThat(Terminal.columns("", "0")).isEqualTo(80);
    assertThat(Terminal.columns("wide", null)).isEqualTo(80);
  }

  private ConsoleProgress progress(boolean interactive) {
    return new ConsoleProgress(terminal(interactive), lines::add, nanos::get);
  }

  private Terminal terminal(boolean interactive) {
    return terminal(interactive, 80);
  }

  private Terminal terminal(boolean interactive, int columns) {
    return new Terminal(
        new PrintStream(screen, true, StandardCharsets.UTF_8), interactive, columns);
  }

  private void seconds(double seconds) {
    nanos.addAndGet((long) (seconds * 1e9));
  }

  private String shown() {
    return screen.toString(StandardCharsets.UTF_8);
  }
}
