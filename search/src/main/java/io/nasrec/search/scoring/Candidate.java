package io.nasrec.search.scoring;

import java.util.Comparator;

/**
 * A proposal with its outcome.
 *
 * @param proposal what was scored
 * @param outcome its outcome
 * @param milliseconds duration of scoring
 */
public record Candidate(Proposal proposal, Outcome outcome, double milliseconds) {

  /** Best score first, earlier proposals first among equals; for scored candidates only. */
  public static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score)
          .reversed()
          .thenComparingInt(candidate -> candidate.proposal().index());

  /** Whether there is a score. */
  public boolean scored() {
    return outcome.score().isPresent();
  }

  /**
   * The score, higher is better.
   *
   * @throws IllegalStateException if the candidate was not scored
   */
  public double score() {
    return outcome
        .score()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "candidate " + proposal.index() + " has no score: " + outcome.label()))
        .value();
  }
}
