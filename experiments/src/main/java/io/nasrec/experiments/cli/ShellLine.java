package io.nasrec.experiments.cli;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** Command lines as the user types them into a shell. */
final class ShellLine {
  /** The launcher's name as the user typed it, provided by the launcher itself. */
  private static final String LAUNCHER =
      Optional.ofNullable(System.getenv("NASREC_COMMAND")).orElse("./nasrec");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellLine() {}

  /** The command as the user typed it. */
  static String typed(CommandSpec parsed) {
    return of(parsed.root().commandLine().getParseResult().originalArgs());
  }

  /** The command with these arguments, as the user would type it. */
  static String of(List<String> arguments) {
    return Stream.concat(Stream.of(LAUNCHER), arguments.stream())
        .map(ShellLine::quoted)
        .collect(Collectors.joining(" "));
  }

  /** A word quoted for a POSIX shell. */
  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
