package io.nasrec.supernet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Collects how far each reference case is met: {@code target/fidelity.md}, for the docs. */
public final class FidelityTable {
  private static final Path FILE = Path.of("target", "fidelity.md");
  private static final Map<String, String> ROWS = new TreeMap<>();

  private FidelityTable() {}

  /** Largest relative errors of a case. */
  public static synchronized void row(
      String name, double output, double gradient, double tolerance) {
    ROWS.put(
        name,
        String.format(
            Locale.ROOT, "| %s | %.1e | %.1e | %.0e |", name, output, gradient, tolerance));
    try {
      Files.createDirectories(FILE.getParent());
      Files.write(FILE, ROWS.values());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
