package io.nasrec.experiments.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import io.nasrec.commons.CheckedJson;
import io.nasrec.commons.DamagedFileException;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.ExperimentWriter;
import io.nasrec.experiments.workflow.PastRun;
import io.nasrec.experiments.workflow.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Resumes a command from its directory alone, as in {@code nasrec train --out DIR}. The experiment
 * is in the directory anyway; the command's other options are saved beside it, in {@code
 * COMMAND.json}, and restored if the command line has none.
 */
final class Resumption implements IParameterPreprocessor {
  static final String RUN_DIRECTORY = "--run-dir";
  static final String OUT = "--out";

  /** Options that may be given along with the directory. */
  private static final Set<String> FREE = Set.of(ExperimentOptions.SET, Nasrec.VERBOSE);

  /** The options and their values, as on a command line. */
  private record Kept(List<String> arguments) {}

  /**
   * The command line that resumes the work in a directory, quoted for a shell.
   *
   * @param command one that has this preprocessor, or takes only an experiment
   */
  private static String line(CommandSpec command, Path directory) {
    List<String> words = new ArrayList<>(names(command));
    words.addAll(List.of(directoryOption(command), directory.toString()));
    return ShellLine.of(words);
  }

  /** What a session says of the command, whose work is resumed in a directory. */
  static Session.Command command(CommandSpec command, Path directory) {
    return new Session.Command(
        ShellLine.typed(command), line(command, directory), command.commandLine().getErr());
  }

  /**
   * Saves the options of a command line.
   *
   * @param command the command, parsed
   * @param session in whose directory they are saved, with the keys of its experiment that differ
   *     from the directory's
   */
  static void keep(CommandSpec command, Session session) throws IOException {
    Path directory = session.directory().root();
    List<String> arguments = new ArrayList<>();
    for (OptionSpec option : command.commandLine().getParseResult().matchedOptionsSet()) {
      String name = option.longestName();
      if (name.equals(directoryOption(command)) || FREE.contains(name)) {
        continue;
      }
      if (option.arity().max() == 0) {
        arguments.add(name);
      } else {
        option.stringValues().forEach(value -> arguments.addAll(List.of(name, value)));
      }
    }
    Experiment before = new PastRun(directory).experiment(List.of());
    for (String override : ExperimentWriter.overrides(before, session.experiment())) {
      arguments.addAll(List.of(ExperimentOptions.SET, override));
    }
    CheckedJson.write(file(command, directory), new Kept(arguments));
  }

  /** Puts the saved options before the given ones, so that a given --set wins over a saved one. */
  @Override
  @SuppressWarnings("JdkObsolete") // Picocli's interface asks for a Stack.
  public boolean preprocess(
      Stack<String> args, CommandSpec command, ArgSpec arg, Map<String, Object> info) {
    Optional<Path> directory = onlyDirectory(reversed(args), directoryOption(command));
    if (directory.isPresent()) {
      reversed(kept(command, directory.get()).arguments()).forEach(args::push);
    }
    return false;
  }

  /** The next argument of a stack is its last element. */
  private static List<String> reversed(List<String> arguments) {
    List<String> reversed = new ArrayList<>(arguments);
    Collections.reverse(reversed);
    return reversed;
  }

  private static Kept kept(CommandSpec command, Path directory) {
    try {
      return CheckedJson.read(file(command, directory), new TypeReference<Kept>() {})
          .orElseThrow(
              () ->
                  new ParameterException(
                      command.commandLine(),
                      "%s: there is no '%s' to resume; to start one there, give its other options"
                          .formatted(directory, String.join(" ", names(command)))));
    } catch (DamagedFileException e) {
      throw new ParameterException(command.commandLine(), Failures.told(e), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The directory named by the arguments, if they specify nothing else about the command's work.
   */
  private static Optional<Path> onlyDirectory(List<String> given, String option) {
    Optional<Path> directory = Optional.empty();
    for (Iterator<String> rest = given.iterator(); rest.hasNext(); ) {
      String[] parts = rest.next().split("=", 2);
      String name = parts[0];
      boolean takesValue = name.equals(option) || name.equals(ExperimentOptions.SET);
      if (!takesValue && !FREE.contains(name)) {
        return Optional.empty();
      }
      if (takesValue) {
        if (parts.length == 1 && !rest.hasNext()) {
          return Optional.empty();
        }
        String value = parts.length == 2 ? parts[1] : rest.next();
        directory = name.equals(option) ? Optional.of(Path.of(value)) : directory;
      }
    }
    return directory;
  }

  /** The option that names the directory in which the command's work is resumed. */
  private static String directoryOption(CommandSpec command) {
    return command.findOption(RUN_DIRECTORY) == null ? OUT : RUN_DIRECTORY;
  }

  /** The words that name a command, without the program's. */
  private static List<String> names(CommandSpec command) {
    List<String> words = List.of(command.qualifiedName(" ").split(" ", -1));
    return words.subList(1, words.size());
  }

  private static Path file(CommandSpec command, Path directory) {
    return directory.resolve(String.join("-", names(command)) + ".json");
  }
}
