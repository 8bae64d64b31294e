package io.nasrec.experiments;

import io.nasrec.experiments.cli.Nasrec;
import java.util.Locale;

/** The program's entry point. */
public final class Main {
  private Main() {}

  /**
   * Runs one command and exits with 0, with 2 for a mistake of the user's, with 1 for one of ours.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    // What libraries format follows the machine's language; what the project formats names ROOT.
    Locale.setDefault(Locale.ROOT);
    // The engine's native library is a dependency: nothing is to be downloaded at run time.
    System.setProperty("ai.djl.offline", "true");
    System.exit(Nasrec.commandLine().execute(args));
  }
}
