package io.nasrec.experiments.cli;

import io.nasrec.experiments.cli.bench.BenchCommand;
import io.nasrec.experiments.resource.Version;
import io.nasrec.experiments.terminal.Logging;
import io.nasrec.experiments.terminal.PrintableWriter;
import java.io.FileDescriptor;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The top-level command; without a subcommand it prints its help. */
@Command(
    name = "nasrec",
    description =
        "Finds, trains and reports the best neural architecture for a click-through-rate data set.",
    mixinStandardHelpOptions = true,
    versionProvider = Nasrec.FromBuild.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:an internal error, or a failure of the machine",
      "2:a mistake in the command line, the experiment file or the data"
    })
public final class Nasrec implements Runnable {
  static final String VERBOSE = "--verbose";

  /** Above the examples at the end of a command's help. */
  public static final String EXAMPLES = "%nExamples:%n";

  @Spec private CommandSpec spec;

  private Nasrec() {}

  /** The program's command line, ready to {@link CommandLine#execute execute}. */
  public static CommandLine commandLine() {
    return commandLine(
        new InspectCommand(),
        new PrepareCommand(),
        new SearchCommand(),
        new ScoreCommand(),
        new TrainCommand(),
        new CompareCommand(),
        new BenchmarkCommand(),
        new EvaluateCommand(),
        new ExportCommand(),
        new PredictCommand(),
        new ServeCommand(),
        new DescribeCommand(),
        new BenchCommand());
  }

  /**
   * The program's command line with the given commands.
   *
   * @param commands instances of classes annotated with {@link Command}
   */
  static CommandLine commandLine(Object... commands) {
    CommandLine line = new CommandLine(new Nasrec());
    // Not a field: every command inherits the option, and it is read from the parse result.
    line.getCommandSpec()
        .addOption(
            OptionSpec.builder(VERBOSE)
                .type(boolean.class)
                .scopeType(ScopeType.INHERIT)
                .description("Also log debug messages and stack traces.")
                .build());
    for (Object command : commands) {
      line.addSubcommand(command);
    }
    Failures failures = new Failures();
    line.setOut(PrintableWriter.of(FileDescriptor.out));
    line.setErr(PrintableWriter.of(FileDescriptor.err));
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(Nasrec::logAndRun)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }

  /** Whether any part of the command line asks for {@link #VERBOSE}. */
  static boolean verbose(ParseResult result) {
    return result.asCommandLineList().stream()
        .anyMatch(part -> part.getParseResult().hasMatchedOption(VERBOSE));
  }

  private static int logAndRun(ParseResult result) {
    Logging.console(verbose(result));
    try {
      int code = new RunLast().execute(result);
      CommandLine command = result.commandSpec().commandLine();
      // What prints does not throw.
      if (code == 0 && command.getOut().checkError()) {
        command
            .getErr()
            .println("standard output cannot be written: its disk is full, or its reader has gone");
        return ExitCode.SOFTWARE;
      }
      return code;
    } catch (Error e) {
      // To be reported like an exception.
      throw new ExecutionException(result.commandSpec().commandLine(), "an error ended it", e);
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  static final class FromBuild implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"nasrec " + Version.current()};
    }
  }
}
