package io.nasrec.search.scoring;

import java.util.List;

/** Scores proposals. */
@FunctionalInterface
public interface Scorer {

  /**
   * Scores proposals, possibly in parallel.
   *
   * @return one candidate per proposal, in the same order; a failure is recorded as its outcome
   */
  List<Candidate> score(List<Proposal> proposals);

  /**
   * Called once, when the initial population is complete: some proxies measure a network against
   * others. From now on scores are final.
   *
   * @param population all candidates so far, failures included
   * @return the same candidates with their final scores, in the same order
   */
  default List<Candidate> settle(List<Candidate> population) {
    return population;
  }
}
