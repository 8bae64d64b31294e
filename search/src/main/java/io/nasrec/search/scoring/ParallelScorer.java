package io.nasrec.search.scoring;

import io.nasrec.search.Workers;
import io.nasrec.search.proxy.Proxy;
import io.nasrec.search.proxy.UnscorableException;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.network.Inputs;
import io.nasrec.supernet.network.Subnet;
import io.nasrec.supernet.weights.Parameters;
import java.util.List;

/**
 * Scores candidates side by side over one read-only supernet. Each works with one engine thread, so
 * that scores do not depend on the number of workers.
 */
public final class ParallelScorer implements Scorer {
  private final Proxy proxy;
  private final NetworkBuilder networks;
  private final Parameters supernet;
  private final List<Inputs> batches;
  private final Workers workers;

  /**
   * @param supernet inherited weights; only read
   * @param batches the scoring batches; only read
   */
  public ParallelScorer(
      Proxy proxy,
      NetworkBuilder networks,
      Parameters supernet,
      List<Inputs> batches,
      Workers workers) {
    this.proxy = proxy;
    this.networks = networks;
    this.supernet = supernet;
    this.batches = List.copyOf(batches);
    this.workers = workers;
  }

  @Override
  public List<Candidate> score(List<Proposal> proposals) {
    return workers.map(proposals, this::score);
  }

  private Candidate score(Proposal proposal) {
    long start = System.nanoTime();
    Outcome outcome;
    try {
      Subnet subnet = new Subnet(networks.live(proposal.architecture()));
      outcome = new Outcome.Scored(proxy.score(subnet, supernet, batches));
    } catch (UnscorableException e) {
      outcome = new Outcome.Unscorable(e.getMessage());
    } catch (RuntimeException e) {
      outcome = new Outcome.Failed(e.toString());
    }
    return new Candidate(proposal, outcome, (System.nanoTime() - start) / 1e6);
  }
}
