package io.nasrec.search.scoring;

import io.nasrec.search.evidence.ScoringData;
import io.nasrec.search.proxy.Proxy;
import io.nasrec.space.Architecture;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.engine.Workers;
import io.nasrec.supernet.weights.Parameters;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Scores candidates side by side over one read-only supernet. Each works with one engine thread, so
 * that scores do not depend on the number of workers.
 */
public final class ParallelScorer implements Scorer {
  private final Proxy proxy;
  private final SubnetScorer scorer;
  private final Workers workers;
  private UnaryOperator<Proxy.Score> settled = UnaryOperator.identity();

  /**
   * @param supernet inherited weights; only read
   * @param data what candidates are scored on; only read
   */
  public ParallelScorer(
      Proxy proxy,
      NetworkBuilder networks,
      Parameters supernet,
      ScoringData data,
      Workers workers) {
    this.proxy = proxy;
    this.scorer = new SubnetScorer(List.of(proxy), networks, supernet, data);
    this.workers = workers;
  }

  /**
   * Scores one architecture on every worker at once and drops the scores. With the widest of the
   * space, what the search needs of memory shows before it starts, and stays the same after.
   */
  public void rehearse(Architecture architecture) {
    workers.map(Collections.nCopies(workers.count(), architecture), scorer::score);
  }

  @Override
  public List<Candidate> score(List<Proposal> proposals) {
    return workers.map(proposals, this::score).stream().map(this::settled).toList();
  }

  @Override
  public List<Candidate> settle(List<Candidate> population) {
    settled =
        proxy.settled(
            population.stream()
                .flatMap(candidate -> candidate.outcome().score().stream())
                .toList());
    return population.stream().map(this::settled).toList();
  }

  private Candidate score(Proposal proposal) {
    long start = System.nanoTime();
    Outcome outcome = scorer.score(proposal.architecture()).get(0).outcome();
    return new Candidate(proposal, outcome, (System.nanoTime() - start) / 1e6);
  }

  private Candidate settled(Candidate candidate) {
    return candidate
        .outcome()
        .score()
        .map(
            score ->
                new Candidate(
                    candidate.proposal(),
                    new Outcome.Scored(settled.apply(score)),
                    candidate.milliseconds()))
        .orElse(candidate);
  }
}
