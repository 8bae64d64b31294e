package io.nasrec.experiments.benchmark;

import java.util.List;

/**
 * A benchmark: networks of one space and what their trainings gave (spec section 11).
 *
 * @param header what they have in common
 * @param networks whose trainings are all done, in the order in which they were named
 */
public record BenchmarkTable(BenchmarkHeader header, List<BenchmarkNetwork> networks) {
  public BenchmarkTable {
    networks = List.copyOf(networks);
  }

  /** The networks of the search space. */
  public List<BenchmarkNetwork> ofSpace() {
    return networks.stream().filter(BenchmarkNetwork::isOfSpace).toList();
  }

  /** Those of them with at least one training that did not diverge: they have a quality. */
  public List<BenchmarkNetwork> trained() {
    return ofSpace().stream()
        .filter(network -> network.divergences() < network.trainings().size())
        .toList();
  }

  /** The hand-crafted networks. */
  public List<BenchmarkNetwork> baselines() {
    return networks.stream().filter(network -> !network.isOfSpace()).toList();
  }

  /** Whether trainings are left to be done. */
  public boolean isComplete() {
    return networks.size() == header.networks() + header.baselines();
  }
}
