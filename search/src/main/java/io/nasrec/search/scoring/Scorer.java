package io.nasrec.search.scoring;

import java.util.List;

/** Scores proposals. */
@FunctionalInterface
public interface Scorer {

  /**
   * Scores proposals, perhaps side by side.
   *
   * @return one candidate per proposal, in the same order; what fails is recorded as its outcome
   */
  List<Candidate> score(List<Proposal> proposals);
}
