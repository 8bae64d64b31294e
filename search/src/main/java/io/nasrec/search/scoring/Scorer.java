package io.nasrec.search.scoring;

import io.nasrec.space.Architecture;
import java.util.List;

/** Evaluates proposals, each in the way that it says. */
@FunctionalInterface
public interface Scorer {

  /**
   * Evaluates proposals of one fidelity, possibly in parallel.
   *
   * @return one candidate per proposal, in the same order; a failure is recorded as its outcome
   */
  List<Candidate> score(List<Proposal> proposals);

  /**
   * Called once, when the first networks to be scored have been: some proxies measure a network
   * against others. From now on scores are final.
   *
   * @param population all candidates scored so far, failures included
   * @return the same candidates with their final scores, in the same order
   */
  default List<Candidate> calibrate(List<Candidate> population) {
    return population;
  }

  /** A network's training, if it has one, will not be continued: what was kept for that may go. */
  default void release(Architecture architecture) {}
}
