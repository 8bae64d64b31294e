package io.nasrec.search.retraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.commons.BadDataException;
import io.nasrec.commons.CheckedJson;
import io.nasrec.search.Samples;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Fidelity;
import io.nasrec.search.scoring.Proposal;
import io.nasrec.space.Architecture;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.training.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrainedTest {
  private static final Candidate CANDIDATE = Samples.scored(1.0).get(0);

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

  @Test
  void theLowestValidationLogLossWinsAndTheBetterScoreAmongEquals() {
    Retrained second = trained(2, 0.45);
    List<Retrained> all =
        List.of(trained(1, 0.46), trained(3, 0.45), second, diverged(4), trained(5, 0.47));

    assertThat(Retrained.best(all)).isSameAs(second);
  }

  @Test
  void withoutAnySurvivorThereIsNoBest() {
    assertThatThrownBy(() -> Retrained.best(List.of(diverged(1), diverged(2))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("all 2 networks diverged in retraining");
  }

  @Test
  void resultsComeBackFromTheirFilesAsTheyWere(@TempDir Path directory) throws IOException {
    RetrainedFiles files = new RetrainedFiles(directory, "experiment");
    Retrained trained =
        new Retrained(
            1,
            CANDIDATE,
            new Retrained.Trained(
                new Metrics(1 / 3.0, 0.75, 0.8, 1.01),
                40,
                List.of(
                    new Training.Evaluated(20, 0.5, new Metrics(0.4, 0.7, 0.9, 0.98)),
                    new Training.Evaluated(40, 0.1 + 0.2, new Metrics(1 / 3.0, 0.75, 0.8, 1.01)))),
            12.5);
    Retrained oneClass =
        new Retrained(
            2,
            CANDIDATE,
            new Retrained.Trained(
                new Metrics(0.1, Double.NaN, Double.NaN, Double.NaN), 1, List.of()),
            0.25);
    Retrained diverged = diverged(3);

    assertThat(files.load(CANDIDATE, 1)).isEmpty();
    for (Retrained retrained : List.of(trained, oneClass, diverged)) {
      files.save(retrained);
      Files.createFile(files.checkpoint(CANDIDATE, retrained.rank()));
      assertThat(files.load(CANDIDATE, retrained.rank())).contains(retrained);
    }
    assertThat(directory)
        .isDirectoryContaining(
            path ->
                path.getFileName()
                    .toString()
                    .equals("01-" + CANDIDATE.proposal().architecture().fingerprint()));
  }

  @Test
  void aResultWithoutItsWeightsIsNone(@TempDir Path directory) throws IOException {
    RetrainedFiles files = new RetrainedFiles(directory, "experiment");
    files.save(trained(1, 0.45));
    assertThat(files.load(CANDIDATE, 1)).isEmpty();
    // What diverged has none.
    files.save(diverged(1));
    assertThat(files.load(CANDIDATE, 1)).isPresent();
  }

  @Test
  void aResultOfAVersionWithFewerMetricsIsRefused(@TempDir Path directory) throws IOException {
    RetrainedFiles files = new RetrainedFiles(directory, "experiment");
    files.save(trained(1, 0.45));
    Path file =
        directory.resolve(
            "01-"
                + CANDIDATE.proposal().architecture().fingerprint()
                + "/"
                + RetrainedFiles.RESULT);
    ObjectNode document = CheckedJson.read(file);
    ((ObjectNode) document.get("validation")).remove("calibration");
    CheckedJson.write(file, document);

    assertThatThrownBy(() -> files.load(CANDIDATE, 1))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(file + " was written by another version of nasrec: Missing ")
        .hasMessageContaining("'calibration'");
  }

  private static Retrained trained(int rank, double logLoss) {
    return new Retrained(
        rank,
        CANDIDATE,
        new Retrained.Trained(new Metrics(logLoss, 0.7, 0.9, 1), 10, List.of()),
        1);
  }

  private static Retrained diverged(int rank) {
    return new Retrained(rank, CANDIDATE, new Retrained.Diverged("the loss is NaN"), 1);
  }
}
