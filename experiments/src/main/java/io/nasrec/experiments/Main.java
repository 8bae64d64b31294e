package io.nasrec.experiments;

import io.nasrec.experiments.cli.Nasrec;

/** The program's entry point. */
public final class Main {
  private Main() {}

  /**
   * Runs one command and exits with 0, with 2 for a mistake of the user's, with 1 for one of ours.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    // The engine's native library is a dependency: nothing is to be downloaded at run time.
    System.setProperty("ai.djl.offline", "true");
    System.exit(Nasrec.commandLine().execute(args));
  }
}
