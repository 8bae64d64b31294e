package io.nasrec.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.schema.ConfigurationException;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;

class NasrecTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Does what it was made for. */
  @Command(name = "act", description = "Acts.", mixinStandardHelpOptions = true)
  static final class Act implements Callable<Integer> {
    @Mixin private ExperimentOptions options;
    private final RuntimeException failure;
    private Experiment seen;

    Act(RuntimeException failure) {
      this.failure = failure;
    }

    @Override
    public Integer call() throws IOException {
      seen = options.experiment();
      if (failure != null) {
        throw failure;
      }
      return 0;
    }
  }

  @Test
  void everyCommandsHelpEndsWithAnExample() {
    assertThat(commands(Nasrec.commandLine()))
        .hasSize(19)
        .allSatisfy(
            command ->
                assertThat(command.getUsageMessage(Ansi.OFF))
                    .containsPattern(
                        "\\RExamples:\\R +\\./" + command.getCommandSpec().qualifiedName() + " "));
  }

  private static List<CommandLine> commands(CommandLine parent) {
    return parent.getSubcommands().values().stream()
        .flatMap(command -> Stream.concat(Stream.of(command), commands(command).stream()))
        .toList();
  }

  @Test
  void withoutAFileTheQuickstartRunsWithItsOverrides() {
    Act act = new Act(null);

    assertThat(execute(act, "act", "--set", "seed=5", "--set", "engine.workers=1")).isZero();
    assertThat(act.seen.name()).isEqualTo("quickstart");
    assertThat(act.seen.seed()).isEqualTo(5);
    assertThat(act.seen.engine().workers()).isEqualTo(1);
  }

  @Test
  void aFileIsReadFromTheCurrentDirectory() {
    Act act = new Act(null);

    assertThat(execute(act, "act", "configs/criteo.yaml", "--set", "data.raw=train.txt")).isZero();
    assertThat(act.seen.name()).isEqualTo("criteo");
  }

  @Test
  void aMistakeInTheExperimentExitsWith2AndShowsItsMessageOnly() {
    assertThat(execute(new Act(null), "act", "--set", "sead=5")).isEqualTo(2);
    assertThat(err).hasToString(lines("--set: sead: unknown key; did you mean seed?"));
  }

  @Test
  void aFaultOfOursExitsWith1AndTellsHowToSeeTheTrace() {
    assertThat(execute(new Act(new IllegalStateException("lost the plot")), "act")).isEqualTo(1);
    assertThat(err)
        .hasToString(
            lines(
                "nasrec failed: IllegalStateException: lost the plot",
                "Run again with --verbose for the stack trace."));
  }

  @Test
  void whatCannotBePrintedIsAFailure() {
    CommandLine line = Nasrec.commandLine();
    StringWriter errors = new StringWriter();
    line.setErr(new PrintWriter(errors, true));
    line.setOut(
        new PrintWriter(
            new FilterWriter(Writer.nullWriter()) {
              @Override
              public void write(String text, int from, int length) throws IOException {
                throw new IOException("No space left on device");
              }
            }));

    assertThat(line.execute("--version")).isEqualTo(1);
    assertThat(errors)
        .hasToString(
            lines("standard output cannot be written: its disk is full, or its reader has gone"));
  }

  @Test
  void verboseShowsTheTraceWhereverItStands() {
    IllegalStateException failure = new IllegalStateException("lost the plot");

    assertThat(execute(new Act(failure), "act", "--verbose")).isEqualTo(1);
    assertThat(err.toString()).contains("\tat " + NasrecTest.class.getName());
    err.getBuffer().setLength(0);
    assertThat(execute(new Act(new ConfigurationException(List.of("no"))), "--verbose", "act"))
        .isEqualTo(2);
    assertThat(err.toString()).startsWith(lines("no")).contains("\tat ");
  }

  @Test
  void mistakesInTheCommandLineExitWith2() {
    assertThat(execute(new Act(null), "act", "--sett", "a=1")).isEqualTo(2);
    assertThat(err.toString()).contains("Unknown option: '--sett'").contains("--set");
    err.getBuffer().setLength(0);
    assertThat(execute(new Act(null))).isEqualTo(2);
    assertThat(err).hasToString(lines("a command is missing", "See 'nasrec --help'."));
  }

  @Test
  void anUnknownCommandGetsTheNearestOneAndAllOfThem() {
    Shell shell = new Shell();
    String all = "commands: inspect, prepare, search, score, ";

    assertThat(shell.run("serach")).isEqualTo(2);
    assertThat(shell.err()).startsWith("unknown command 'serach'; did you mean search? " + all);
    assertThat(shell.run("xyzzy", "--seeds", "3")).isEqualTo(2);
    assertThat(shell.err()).startsWith("unknown command 'xyzzy'; " + all);
    assertThat(shell.run("--sed")).isEqualTo(2);
    assertThat(shell.err()).startsWith("Unknown option: '--sed'");
  }

  @Test
  void helpShowsEachOptionOnceAndValuesAsFilesSpellThem() {
    Shell shell = new Shell();

    shell.run("compare", "--help");
    String synopsis = shell.out().substring(0, shell.out().indexOf("Trains networks"));
    assertThat(synopsis.split("--networks=", -1)).hasSize(2);
    shell.run("evaluate", "--help");
    assertThat(shell.out()).contains("(default: validation)").doesNotContain("VALIDATION");
    shell.run("score", "--help");
    assertThat(shell.out().replaceAll("\\s+", " ")).contains("dense, linear, all or head");
  }

  @Test
  void helpListsTheCommandsAndVersionIsTheBuilds() {
    assertThat(execute(new Act(null), "--help")).isZero();
    assertThat(out.toString()).containsPattern("act +Acts\\.").contains("Exit codes:");
    out.getBuffer().setLength(0);
    assertThat(execute(new Act(null), "--version")).isZero();
    assertThat(out.toString()).matches("nasrec \\d+\\.\\d+\\.\\d+\\S*\\R");
  }

  private int execute(Object command, String... args) {
    CommandLine line = Nasrec.commandLine(command);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    return line.execute(args);
  }

  private static String lines(String... lines) {
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }
}
