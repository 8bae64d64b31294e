package io.nasrec.experiments.config.schema;

import java.util.ArrayList;
import java.util.List;

/** The rules between the keys of a record, for its constructor. */
public final class Rules {
  private final List<Problem> problems = new ArrayList<>();

  /**
   * A rule.
   *
   * @param holds whether it is kept
   * @param key the path of the key that a user would change
   * @param text what is wrong, after the key and a colon
   */
  public Rules require(boolean holds, String key, String text) {
    if (!holds) {
      problems.add(new Problem(key, text));
    }
    return this;
  }

  /** The rules that are violated. */
  public List<Problem> violated() {
    return problems;
  }

  /**
   * Ends the collecting.
   *
   * @throws RulesException if a rule is violated
   */
  public void check() {
    if (!problems.isEmpty()) {
      throw new RulesException(problems);
    }
  }
}
