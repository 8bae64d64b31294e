package io.nasrec.experiments.workflow;

import io.nasrec.data.Manifest;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.training.WarmUp;
import java.util.List;
import java.util.Optional;

/**
 * The results of the stages.
 *
 * @param data the data set
 * @param networks how networks are built
 * @param warmUp what each step of the warm-up did
 * @param costing what the networks cost and may cost
 * @param searched what the search found
 * @param retrained the best of them after training, best score first
 * @param effort what was spent on them
 * @param winner the best on validation
 * @param ensemble of several of them, if the experiment asks for it
 * @param baselines what the winner is compared with
 */
record RunResults(
    Manifest data,
    NetworkBuilder networks,
    List<WarmUp.Point> warmUp,
    ConstraintCheck.Costing costing,
    SearchStage.Searched searched,
    List<Retrained> retrained,
    Effort effort,
    WinnerStage.Winner winner,
    Optional<EnsembleStage.Ensembled> ensemble,
    BaselineStage.Baselines baselines) {

  /** All candidates in the order of their proposal. */
  List<Candidate> candidates() {
    return searched.candidates();
  }
}
