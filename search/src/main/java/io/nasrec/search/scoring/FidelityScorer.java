package io.nasrec.search.scoring;

import io.nasrec.space.Architecture;
import java.util.List;

/**
 * Evaluates each proposal in the way that it says.
 *
 * @param scored for those to be scored by the proxy
 * @param trained for those to be trained
 */
public record FidelityScorer(Scorer scored, Scorer trained) implements Scorer {

  @Override
  public List<Candidate> score(List<Proposal> proposals) {
    boolean training = proposals.stream().anyMatch(proposal -> proposal.fidelity().trains());
    return (training ? trained : scored).score(proposals);
  }

  @Override
  public List<Candidate> calibrate(List<Candidate> population) {
    return scored.calibrate(population);
  }

  @Override
  public void release(Architecture architecture) {
    trained.release(architecture);
  }
}
