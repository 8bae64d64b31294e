package io.nasrec.search.cost;

import io.nasrec.space.Architecture;
import io.nasrec.space.network.Network;
import io.nasrec.space.network.NetworkBuilder;
import java.util.Optional;

/**
 * The costs of a search's networks. They follow from the description of the network.
 *
 * @param networks how networks are built
 * @param latencies how long their parts take; empty if nobody asks
 */
public record NetworkCosts(NetworkBuilder networks, Optional<LatencyTable> latencies) {

  /** Without latencies. */
  public NetworkCosts(NetworkBuilder networks) {
    this(networks, Optional.empty());
  }

  /** A cost of the part of a network that can reach the head. */
  public double cost(Cost cost, Architecture architecture) {
    Network live = networks.live(architecture);
    return switch (cost) {
      case PARAMETERS -> live.parameters();
      case MACS -> live.macs();
      case LATENCY -> latencies.orElseThrow().predicted(live);
    };
  }
}
