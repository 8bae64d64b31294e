package io.nasrec.experiments.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Fidelity;
import io.nasrec.search.scoring.Outcome;
import io.nasrec.search.scoring.Proposal;
import io.nasrec.space.Architecture;
import io.nasrec.space.SearchSpace;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EffortTest {
  private static final List<Architecture> NETWORKS =
      RandomNetworks.of(SearchSpace.small(2), 3, 1, network -> true);

  /** 0.25 of the first, all of the second, which was continued, nothing for the scored third. */
  @Test
  void aContinuedTrainingCountsOnce() {
    List<Candidate> candidates =
        List.of(candidate(0, 0.25), candidate(1, 0.25), candidate(1, 1), candidate(2, 0));

    Effort effort = Effort.of(candidates, 1_000, List.of());

    assertThat(effort.searched()).isEqualTo(1_250);
    assertThat(effort.rows()).isEqualTo(1_250);
  }

  @Test
  void opponentsStartMoreOftenForTheRowsOfASearchThatTrains() {
    assertThat(new Effort(0, 500).starts(4)).isEqualTo(4);
    assertThat(new Effort(1_500, 500).starts(4)).isEqualTo(16);
  }

  private static Candidate candidate(int network, double share) {
    return new Candidate(
        new Proposal(0, 0, Optional.empty(), NETWORKS.get(network), new Fidelity(share)),
        new Outcome.Failed("not needed"),
        1);
  }
}
