package io.nasrec.experiments.workflow;

import io.nasrec.search.scoring.Candidate;
import io.nasrec.space.Architecture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Training rows that were spent on found networks; scoring by proxies costs none.
 *
 * @param searched by a strategy that trains
 * @param retrained in the last stage
 */
record Effort(long searched, long retrained) {

  /**
   * What a search spent.
   *
   * @param candidates all that were evaluated; one that was continued counts up to its longest
   * @param rowsPerTraining rows that a complete training of the search reads
   */
  static Effort of(List<Candidate> candidates, long rowsPerTraining, List<Retrained> retrained) {
    Map<Architecture, Double> shares = new HashMap<>();
    for (Candidate candidate : candidates) {
      double share = candidate.proposal().fidelity().share();
      shares.merge(candidate.proposal().architecture(), share, Math::max);
    }
    double complete = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    return new Effort(
        Math.round(complete * rowsPerTraining),
        retrained.stream().mapToLong(network -> network.contender().rows()).sum());
  }

  /** All of them. */
  long rows() {
    return searched + retrained;
  }

  /**
   * How many networks can be started for all rows, if so many can be for those of the last stage.
   */
  int starts(int last) {
    return (int) Math.max(last, Math.round((double) last * rows() / retrained));
  }
}
