package io.nasrec.experiments.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Runs the program's commands and keeps what they print. */
public final class Shell {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Runs one command; what it printed replaces what the one before it did. */
  public int run(List<String> arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = Nasrec.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    return line.execute(arguments.toArray(String[]::new));
  }

  public int run(Object... arguments) {
    return run(Arrays.stream(arguments).map(Object::toString).toList());
  }

  public String out() {
    return out.toString();
  }

  public String err() {
    return err.toString();
  }
}
