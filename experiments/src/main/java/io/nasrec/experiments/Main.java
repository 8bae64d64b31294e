package io.nasrec.experiments;

import io.nasrec.experiments.cli.Nasrec;
import java.util.Locale;

/** The program's entry point. */
public final class Main {
  private Main() {}

  /**
   * Runs one command and exits with 0, with 2 for a user's mistake, or with 1 for a fault of the
   * program.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    // Libraries format by the machine's language; the project's own formatting uses ROOT
    // explicitly.
    Locale.setDefault(Locale.ROOT);
    // The engine's native library is a dependency: nothing is to be downloaded at run time.
    System.setProperty("ai.djl.offline", "true");
    System.exit(Nasrec.commandLine().execute(args));
  }
}
