package io.nasrec.experiments.config.schema;

import java.util.List;

/** The user's mistake in an experiment file or in {@code --set}; the message lists all of them. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whole lines for people, such as {@code file.yaml:12: engine.workers: must be …}. */
  @SuppressWarnings("serial") // List.copyOf is serializable
  private final List<String> problems;

  /**
   * Gathers problems.
   *
   * @throws IllegalArgumentException if there is none
   */
  public ConfigurationException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("problems must not be empty");
    }
    this.problems = List.copyOf(problems);
  }

  /** One line each, in the order of the file, those of {@code --set} last. */
  public List<String> problems() {
    return problems;
  }
}
