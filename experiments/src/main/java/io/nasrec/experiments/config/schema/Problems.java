package io.nasrec.experiments.config.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems of an experiment, to be reported all at once. */
public final class Problems {
  private record Located(int line, String text) {}

  private final String source;
  private final List<Located> located = new ArrayList<>();

  /**
   * Starts empty.
   *
   * @param source the file as the user knows it
   */
  public Problems(String source) {
    this.source = source;
  }

  void syntax(int line, int column, String text) {
    located.add(new Located(line, "%s:%s:%s: not YAML: %s".formatted(source, line, column, text)));
  }

  /** The number of problems so far. */
  int count() {
    return located.size();
  }

  public void add(int line, String key, String text) {
    add(line, key + ": " + text);
  }

  void add(int line, String text) {
    String place = line == Given.SET ? "--set" : source + ":" + line;
    located.add(new Located(line, place + ": " + text));
  }

  /**
   * Ends the collecting.
   *
   * @throws ConfigurationException if there is a problem
   */
  public void throwIfAny() {
    if (!located.isEmpty()) {
      throw new ConfigurationException(
          located.stream()
              .sorted(Comparator.comparingInt(Located::line))
              .map(Located::text)
              .distinct()
              .toList());
    }
  }
}
