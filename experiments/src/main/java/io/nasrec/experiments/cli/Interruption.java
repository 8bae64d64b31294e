package io.nasrec.experiments.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Says how to go on when the program is stopped from outside (Ctrl-C, a system that shuts down). A
 * run leaves its state in files as it goes; nothing has to be saved then.
 */
final class Interruption implements AutoCloseable {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private final Thread hook;

  private Interruption(Thread hook) {
    this.hook = hook;
  }

  /**
   * From now on, until the result is closed, a stop leaves a line.
   *
   * @param command what goes on with the work
   * @param err where the line goes
   */
  static Interruption telling(String command, PrintWriter err) {
    Thread hook =
        new Thread(
            () -> {
              // Below the ^C that the terminal has just shown.
              err.println();
              err.println("interrupted; to go on: " + command);
              err.flush();
            },
            "nasrec-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    return new Interruption(hook);
  }

  /**
   * The command that goes on with a run.
   *
   * @param arguments the program's, of this start
   * @param option such as {@code --run-dir}
   * @param value what the option must say; appended where the arguments do not have the option
   */
  static String command(List<String> arguments, String option, String value) {
    List<String> words = new ArrayList<>(List.of("./nasrec"));
    words.addAll(arguments);
    if (arguments.stream().noneMatch(a -> a.equals(option) || a.startsWith(option + "="))) {
      words.add(option);
      words.add(value);
    }
    return String.join(" ", words.stream().map(Interruption::quoted).toList());
  }

  /** A word as a POSIX shell reads it back. */
  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is being stopped this moment, and the line is on its way.
    }
  }
}
