package io.nasrec.experiments.results;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Comparator;
import java.util.List;

/**
 * Quality against cost. Costs are those of the part that can reach the head, embedding rows apart.
 *
 * @param limits that each network keeps; empty for a search without limits
 * @param sampled random networks by which the limits were judged before the search; 0 without
 *     limits
 * @param feasible how many of those keep all limits
 * @param rejected draws of the search whose network breaks a limit; none of them was scored
 * @param objective what the search looked for: "quality", and a cost if there was one
 * @param cost the cost that networks are shown by: that of the objective, or else "macs"
 * @param front the best compromises of score and cost among all that the search evaluated, the
 *     cheapest first; empty if quality was the only objective
 * @param networks the retrained networks and the baselines that have a result on validation
 * @param latencies how well times were predicted; null if the search did not ask for them
 */
public record TradeOff(
    List<Limit> limits,
    int sampled,
    int feasible,
    long rejected,
    List<String> objective,
    String cost,
    List<Member> front,
    List<Network> networks,
    Latencies latencies) {

  /** Of a search that looked at no cost. */
  public static final TradeOff NONE =
      new TradeOff(List.of(), 0, 0, 0, List.of("quality"), "macs", List.of(), List.of(), null);

  public TradeOff {
    limits = List.copyOf(limits);
    objective = List.copyOf(objective);
    front = List.copyOf(front);
    networks = List.copyOf(networks);
  }

  /**
   * A limit.
   *
   * @param cost what is limited, such as "macs"
   * @param most the limit, included
   * @param smallest the smallest value among the sampled networks
   * @param rejected draws of the search that exceed it
   */
  public record Limit(String cost, double most, double smallest, long rejected) {}

  /**
   * A network of the search's front.
   *
   * @param fingerprint of the architecture
   * @param score the search's, higher is better
   */
  public record Member(String fingerprint, double cost, double score) {}

  /**
   * A trained network.
   *
   * @param name a fingerprint, or a baseline's name
   * @param found whether the search found it
   * @param logLoss on validation
   * @param onFront whether no retrained network is at least as good in both cost and log loss, and
   *     better in one; false for baselines
   */
  public record Network(String name, boolean found, double cost, double logLoss, boolean onFront) {}

  /**
   * Predicted and measured times.
   *
   * @param machine where they were measured
   * @param batchSize rows computed at once
   * @param shapes measured shapes of parts
   * @param meanError mean over the networks of |predicted − measured| / measured
   */
  public record Latencies(
      String machine, int batchSize, int shapes, double meanError, List<Latency> networks) {
    public Latencies {
      networks = List.copyOf(networks);
    }
  }

  /**
   * The time of a retrained network, in milliseconds.
   *
   * @param fingerprint of the architecture
   * @param predicted the sum over its parts
   * @param measured of the network as a whole
   */
  public record Latency(String fingerprint, double predicted, double measured) {

    /** Relative to what was measured; negative if the prediction is too low. */
    @JsonIgnore
    public double error() {
      return (predicted - measured) / measured;
    }
  }

  /** The retrained networks on their front, the cheapest first. */
  public List<Network> trainedFront() {
    return networks.stream()
        .filter(Network::onFront)
        .sorted(Comparator.comparingDouble(Network::cost))
        .toList();
  }
}
