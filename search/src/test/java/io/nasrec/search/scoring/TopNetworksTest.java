package io.nasrec.search.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.search.Samples;
import io.nasrec.space.Architecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopNetworksTest {
  @Test
  void theTopAreTheBestDistinctNetworksOverAllThatWereScored() {
    List<Candidate> candidates = new ArrayList<>(Samples.scored(1, 5, 3, 5, 4));
    Proposal again = new Proposal(5, 1, Optional.empty(), Samples.architectures(2).get(1));
    candidates.add(Samples.scored(again, 9));
    candidates.add(
        Samples.failed(
            new Proposal(6, 1, Optional.empty(), Samples.architectures(7).get(6)), "no"));

    List<Candidate> top = TopNetworks.of(candidates, 3);

    // Number 1's network was proposed again as number 5 with a better score; of equals the earlier.
    assertThat(top.stream().map(c -> c.proposal().index())).containsExactly(5, 3, 4);
    assertThat(TopNetworks.of(candidates, 99).stream().map(c -> c.proposal().index()))
        .containsExactly(5, 3, 4, 2, 0);
  }

  /** A proxy's score and a loss do not compare, nor do losses after trainings of other lengths. */
  @Test
  void whereNetworksWereTrainedThoseTrainedLongestComeFirst() {
    List<Architecture> networks = Samples.architectures(4);
    List<Candidate> candidates = new ArrayList<>(Samples.scored(1, 5, 3, 5));
    candidates.add(trained(4, networks.get(0), 0.5, -0.40));
    candidates.add(trained(5, networks.get(1), 0.5, -0.45));
    candidates.add(trained(6, networks.get(1), 1, -0.50));
    candidates.add(trained(7, networks.get(2), 1, -0.47));

    assertThat(TopNetworks.of(candidates, 9).stream().map(c -> c.proposal().index()))
        .containsExactly(7, 6, 4);
    assertThat(TopNetworks.deciding(candidates)).isEqualTo(candidates.subList(4, 8));
    assertThat(TopNetworks.deciding(candidates.subList(0, 4))).hasSize(4);
  }

  private static Candidate trained(int index, Architecture network, double share, double score) {
    return Samples.scored(
        new Proposal(index, 1, Optional.empty(), network, new Fidelity(share)), score);
  }
}
