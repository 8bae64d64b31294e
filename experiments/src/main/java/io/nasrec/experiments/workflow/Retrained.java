package io.nasrec.experiments.workflow;

import io.nasrec.experiments.setup.ExperimentSetup;
import io.nasrec.experiments.setup.TrialSetup;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.space.Architecture;
import io.nasrec.space.network.Costs;

/**
 * A candidate after training from scratch.
 *
 * @param rank rank by score, 1 for the best
 * @param candidate what was trained
 * @param contender its trainings
 */
record Retrained(int rank, Candidate candidate, Contender contender) {

  /** The network. */
  Architecture architecture() {
    return candidate.proposal().architecture();
  }

  /** Whether its layers are normalised. */
  boolean layerNorm() {
    return contender.entrant().trials().experiment().space().layerNorm();
  }

  /** What it costs as it was trained. */
  Costs costs() {
    TrialSetup trials = contender.entrant().trials();
    return Costs.of(
        architecture(), new ExperimentSetup(trials.experiment()).networks(trials.data()));
  }
}
