package io.nasrec.experiments.results;

import io.nasrec.search.scoring.Outcome;
import java.util.OptionalDouble;

/**
 * The result of one proxy for one architecture.
 *
 * @param architecture its name
 * @param proxy the proxy's name
 * @param outcome the score, or why there is none
 * @param milliseconds time that the proxy takes alone
 */
public record ScoreRow(String architecture, String proxy, Outcome outcome, double milliseconds) {

  /** The score, if there is one. */
  public OptionalDouble value() {
    return outcome.score().stream().mapToDouble(score -> score.value()).findFirst();
  }

  /** Why there is no score; empty if there is one. */
  public String cause() {
    if (outcome instanceof Outcome.Unscorable unscorable) {
      return unscorable.cause();
    }
    return outcome instanceof Outcome.Failed failed ? failed.cause() : "";
  }
}
