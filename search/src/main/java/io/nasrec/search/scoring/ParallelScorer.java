package io.nasrec.search.scoring;

import io.nasrec.search.measurement.ScoringData;
import io.nasrec.search.proxy.Proxy;
import io.nasrec.space.Architecture;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.engine.Workers;
import io.nasrec.supernet.weights.Parameters;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores candidates in parallel on one read-only supernet. Each worker uses one engine thread, so
 * scores do not depend on the number of workers.
 */
public final class ParallelScorer implements Scorer {
  /** The number of failures at the start, without any success, that ends a search. */
  private static final int HOPELESS = 16;

  private static final Logger LOG = LoggerFactory.getLogger(ParallelScorer.class);

  private final Proxy proxy;
  private final SubnetScorer scorer;
  private final Workers workers;
  private int failed;
  private boolean anySuccess;
  private UnaryOperator<Proxy.Score> calibrated = UnaryOperator.identity();

  /**
   * @param supernet inherited weights, read-only
   * @param data the data that candidates are scored on, read-only
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
   * Scores one architecture on every worker at once and discards the scores. With the widest of the
   * space, the search's memory need shows before it starts, and does not grow afterwards.
   */
  public void rehearse(Architecture architecture) {
    workers.map(Collections.nCopies(workers.count(), architecture), scorer::score);
  }

  /**
   * Scores proposals.
   *
   * @throws RuntimeException the cause, if the first {@value #HOPELESS} or more all fail
   */
  @Override
  public List<Candidate> score(List<Proposal> proposals) {
    List<Candidate> candidates =
        workers.map(proposals, this::score).stream().map(this::calibrated).toList();
    requireAnySuccess(candidates);
    return candidates;
  }

  /** A failure of every network is not a property of any network. */
  private void requireAnySuccess(List<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      if (candidate.outcome() instanceof Outcome.Failed) {
        failed++;
      } else {
        anySuccess = true;
      }
    }
    if (!anySuccess && failed >= HOPELESS) {
      LOG.error("none of the first {} networks could be scored", failed);
      throw scorer.failure().orElseThrow();
    }
  }

  @Override
  public List<Candidate> calibrate(List<Candidate> population) {
    calibrated =
        proxy.calibrated(
            population.stream()
                .flatMap(candidate -> candidate.outcome().score().stream())
                .toList());
    return population.stream().map(this::calibrated).toList();
  }

  private Candidate score(Proposal proposal) {
    long start = System.nanoTime();
    Outcome outcome = scorer.score(proposal.architecture()).get(0).outcome();
    return new Candidate(proposal, outcome, (System.nanoTime() - start) / 1e6);
  }

  private Candidate calibrated(Candidate candidate) {
    return candidate
        .outcome()
        .score()
        .map(
            score ->
                new Candidate(
                    candidate.proposal(),
                    new Outcome.Scored(calibrated.apply(score)),
                    candidate.milliseconds()))
        .orElse(candidate);
  }
}
