package io.nasrec.experiments.config.schema;

import java.util.List;
import java.util.stream.Collectors;

/** Values that are in range each, but violate rules between them. */
public final class RulesException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  RulesException(List<Problem> problems) {
    super(
        problems.stream()
            .map(problem -> problem.key() + ": " + problem.text())
            .collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  List<Problem> problems() {
    return problems;
  }
}
