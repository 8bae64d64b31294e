package io.nasrec.experiments.cli;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.DamagedFileException;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.config.schema.Nearest;
import io.nasrec.experiments.terminal.Interruption;
import io.nasrec.experiments.terminal.PrintableWriter;
import io.nasrec.experiments.workflow.Repair;
import io.nasrec.search.loop.ExhaustedSpaceException;
import io.nasrec.search.strategy.RankerUnavailableException;
import io.nasrec.space.InvalidArchitectureException;
import io.nasrec.supernet.engine.EngineUnavailableException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reports failures: the user's mistakes by their message only, ours with a hint at the stack trace.
 */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

  /** Failures that the user can fix; the message says how. */
  private static final List<Class<? extends Exception>> MISTAKES =
      List.of(
          ConfigurationException.class,
          BadDataException.class,
          InvalidArchitectureException.class,
          ExhaustedSpaceException.class,
          RankerUnavailableException.class,
          EngineUnavailableException.class);

  /** By the shell's convention: 128 + SIGINT. */
  private static final int INTERRUPTED = 130;

  @Override
  public int handleParseException(ParameterException exception, String[] args) {
    CommandLine command = exception.getCommandLine();
    PrintWriter err = command.getErr();
    Optional<String> unknown = unknownCommand(exception, command);
    if (unknown.isPresent()) {
      err.println(command.getColorScheme().errorText(PrintableWriter.printable(unknown.get())));
      err.flush();
      return ExitCode.USAGE;
    }
    err.println(command.getColorScheme().errorText(exception.getMessage()));
    if (!UnmatchedArgumentException.printSuggestions(exception, err)) {
      err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
    }
    err.flush();
    return ExitCode.USAGE;
  }

  /** Of a first word that names no command, what was meant perhaps, and what there is. */
  private static Optional<String> unknownCommand(
      ParameterException exception, CommandLine command) {
    if (!(exception instanceof UnmatchedArgumentException unmatched)
        || command.getSubcommands().isEmpty()
        || unmatched.isUnknownOption()) {
      return Optional.empty();
    }
    String given = unmatched.getUnmatched().get(0);
    List<String> names = List.copyOf(command.getSubcommands().keySet());
    String hint = Nearest.to(given, names).map(near -> "; did you mean " + near + "?").orElse("");
    return Optional.of(
        "unknown command '%s'%s%scommands: %s"
            .formatted(given, hint, hint.isEmpty() ? "; " : " ", String.join(", ", names)));
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult result) {
    if (exception instanceof Interruption.StoppedException) {
      // The user knows, and has been told how to resume.
      return INTERRUPTED;
    }
    Throwable failure = exception instanceof ExecutionException ? exception.getCause() : exception;
    Optional<SystemFailure> system = SystemFailure.of(failure);
    boolean named = MISTAKES.stream().anyMatch(type -> type.isInstance(failure));
    boolean mistake = named || system.map(SystemFailure::mistake).orElse(false);
    String message =
        named
            ? told(failure)
            : system.map(SystemFailure::sentence).orElseGet(() -> message(failure));
    boolean verbose = Nasrec.verbose(result);
    PrintWriter err = command.getErr();
    err.println(command.getColorScheme().errorText(PrintableWriter.printable(message)));
    if (verbose) {
      failure.printStackTrace(err);
    } else if (!mistake && system.isEmpty()) {
      err.println("Run again with " + Nasrec.VERBOSE + " for the stack trace.");
    }
    err.flush();
    return mistake ? ExitCode.USAGE : ExitCode.SOFTWARE;
  }

  /** What the mistake is and what to do about it. */
  static String told(Throwable mistake) {
    return mistake instanceof DamagedFileException damaged
        ? damaged.getMessage() + "; " + Repair.of(damaged.file())
        : mistake.getMessage();
  }

  private static String message(Throwable failure) {
    String text = failure.getMessage() == null ? "" : ": " + failure.getMessage();
    return "nasrec failed: " + failure.getClass().getSimpleName() + text;
  }
}
