package io.nasrec.search.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.search.Samples;
import io.nasrec.space.Architecture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tournaments and the choice for retraining, by one objective and by two. */
class ObjectiveTest {
  private final Map<Architecture, Double> sizes = new HashMap<>();
  private final List<Candidate> candidates = new ArrayList<>();
  private final Objective both = Objective.against(sizes::get);

  @Test
  void byQualityTheBestScoreWinsWhateverItCosts() {
    candidates(new double[][] {{1, 10}, {3, 900}, {2, 20}});

    assertThat(Objective.QUALITY.best(candidates, candidates.subList(0, 2)))
        .isSameAs(candidates.get(1));
    assertThat(scores(TopNetworks.of(candidates, 2))).containsExactly(3.0, 2.0);
  }

  @Test
  void byTwoTheLowerFrontWinsThenTheLessCrowded() {
    // The front: scores 1 to 4; 2.5 at 60 is dominated by 3 at 50.
    candidates(new double[][] {{1, 10}, {2, 40}, {3, 50}, {4, 99}, {2.5, 60}});

    assertThat(both.best(candidates, List.of(candidates.get(4), candidates.get(1))))
        .isSameAs(candidates.get(1));
    // Boxes: of 2, (3-1)/3 + (50-10)/89 = 1.12; of 3, (4-2)/3 + (99-40)/89 = 1.33.
    assertThat(both.best(candidates, List.of(candidates.get(1), candidates.get(2))))
        .isSameAs(candidates.get(2));
    assertThat(both.best(candidates, List.of(candidates.get(2), candidates.get(0))))
        .as("an end of the front")
        .isSameAs(candidates.get(0));
  }

  @Test
  void forRetrainingTheFrontIsSpreadAndBestScoreFirst() {
    candidates(new double[][] {{1, 10}, {2, 40}, {3, 50}, {4, 99}, {2.5, 60}});

    assertThat(scores(TopNetworks.of(candidates, 3, both))).containsExactly(4.0, 3.0, 1.0);
    assertThat(scores(TopNetworks.of(candidates, 5, both)))
        .containsExactly(4.0, 3.0, 2.5, 2.0, 1.0);
  }

  @Test
  void aNetworksCostIsComputedOnce() {
    candidates(new double[][] {{1, 10}, {2, 40}, {3, 50}});
    List<Architecture> asked = new ArrayList<>();
    Objective counting =
        Objective.against(
            network -> {
              asked.add(network);
              return sizes.get(network);
            });

    counting.best(candidates, candidates);
    counting.best(candidates.subList(1, 3), candidates.subList(1, 3));

    assertThat(counting.chosen(candidates, 2)).isEqualTo(both.chosen(candidates, 2));
    assertThat(asked).hasSize(3).doesNotHaveDuplicates();
  }

  private static List<Double> scores(List<Candidate> chosen) {
    return chosen.stream().map(Candidate::score).toList();
  }

  private void candidates(double[][] scoresAndSizes) {
    List<Proposal> proposals = Samples.proposals(scoresAndSizes.length);
    for (Proposal proposal : proposals) {
      double[] pair = scoresAndSizes[proposal.index()];
      candidates.add(Samples.scored(proposal, pair[0]));
      sizes.put(proposal.architecture(), pair[1]);
    }
  }
}
