package io.nasrec.experiments.benchmark;

import io.nasrec.search.proxy.Proxy;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Outcome;
import io.nasrec.search.scoring.Proposal;
import io.nasrec.search.scoring.Scorer;
import io.nasrec.supernet.training.Training;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Evaluates networks by looking them up: a training up to a share of its steps ends at the first
 * evaluation at or after it, as a real one would, and shows the best validation log loss so far.
 * Steps are counted; those that a network was trained before are not counted again.
 *
 * <p>Of a training that diverged the table does not say when: all its steps are counted.
 */
final class TableScorer implements Scorer {
  private final Map<String, BenchmarkNetwork> networks;
  private final BenchmarkHeader.Budget budget;
  private final int number;
  private final Map<String, Long> made = new HashMap<>();
  private final List<Event> events = new ArrayList<>();
  private long steps;

  /**
   * An evaluation by training.
   *
   * @param steps that all trainings up to this one have made
   * @param network what was trained
   * @param share of a complete training that was asked for
   * @param score minus the best validation log loss so far; NaN if training diverged
   */
  record Event(long steps, BenchmarkNetwork network, double share, double score) {}

  /**
   * @param networks by fingerprint
   * @param number the training that is looked at, from 1
   */
  TableScorer(Map<String, BenchmarkNetwork> networks, BenchmarkHeader.Budget budget, int number) {
    this.networks = Map.copyOf(networks);
    this.budget = budget;
    this.number = number;
  }

  /** All trainings in their order. */
  List<Event> events() {
    return List.copyOf(events);
  }

  @Override
  public List<Candidate> score(List<Proposal> proposals) {
    List<Candidate> candidates = new ArrayList<>();
    for (Proposal proposal : proposals) {
      Optional<Double> score =
          trained(proposal.architecture().fingerprint(), proposal.fidelity().share());
      Outcome outcome =
          score
              .<Outcome>map(value -> new Outcome.Scored(Proxy.Score.of(value)))
              .orElseGet(() -> new Outcome.Unscorable("training diverged"));
      candidates.add(new Candidate(proposal, outcome, 0));
    }
    return candidates;
  }

  private Optional<Double> trained(String fingerprint, double share) {
    BenchmarkNetwork network = networks.get(fingerprint);
    BenchmarkTraining training = network.trainings().get(number - 1);
    long wanted = Math.max(1, Math.round(share * budget.steps()));
    if (!training.trained()) {
      count(fingerprint, wanted);
      events.add(new Event(steps, network, share, Double.NaN));
      return Optional.empty();
    }
    double best = Double.POSITIVE_INFINITY;
    long last = 0;
    for (Training.Evaluated evaluated : training.curve()) {
      if (last >= wanted) {
        break;
      }
      best = Math.min(best, evaluated.validation().logLoss());
      last = evaluated.step();
    }
    count(fingerprint, last);
    events.add(new Event(steps, network, share, -best));
    return Optional.of(-best);
  }

  private void count(String fingerprint, long all) {
    long before = made.getOrDefault(fingerprint, 0L);
    steps += Math.max(0, all - before);
    made.put(fingerprint, Math.max(all, before));
  }
}
