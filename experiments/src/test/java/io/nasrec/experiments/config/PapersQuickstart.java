package io.nasrec.experiments.config;

import java.nio.file.Path;
import java.util.List;

/** The quickstart's data with the papers' search: a supernet, a proxy, evolution. */
public final class PapersQuickstart {
  /** Its file in the checkout. */
  public static final Path FILE = Path.of("configs", "quickstart-sigeo.yaml");

  private PapersQuickstart() {}

  /** With overrides, {@code key.path=value} each. */
  public static Experiment read(List<String> overrides) {
    return ExperimentReader.read(FILE, overrides);
  }

  /** Its text, comments and all. */
  static String text() {
    return ExperimentReader.text(FILE);
  }
}
