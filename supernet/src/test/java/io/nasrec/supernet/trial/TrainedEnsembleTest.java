package io.nasrec.supernet.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.data.Dataset;
import io.nasrec.supernet.SyntheticData;
import io.nasrec.supernet.engine.Engine;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.engine.Workers;
import io.nasrec.supernet.evaluation.EnsembleSelection;
import io.nasrec.supernet.evaluation.Predictions;
import io.nasrec.supernet.model.ModelDirectory;
import io.nasrec.supernet.model.NetworkDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedEnsembleTest {
  private static final Engine ENGINE = new TorchEngine(1);

  /** In float32, where logits are of the order of 1 and a mean of three rounds a few times. */
  private static final double ROUNDING = 2e-6;

  @TempDir private Path directory;

  @Test
  void predictsTheWeightedMeanOfItsMembersLogits() throws Exception {
    try (Dataset data = SyntheticData.open(directory.resolve("data"), 2_000);
        TrialRunner runner =
            new TrialRunner(data, new Workers(2), model -> "card", (s, d, t, u) -> {})) {
      List<Trial> trials =
          SyntheticTrials.of(
              ENGINE, data, directory.resolve("n"), 3, SyntheticTrials.oneEpoch(), 0.01);
      runner.run("train", trials);
      List<Predictions> said = runner.validated(trials);
      EnsembleSelection chosen =
          new EnsembleSelection(List.of(2, 0, 1), said.get(0)); // its metrics do not matter here

      TrainedEnsemble ensemble = TrainedEnsemble.of(directory.resolve("e"), trials, chosen);
      runner.build(ensemble, ENGINE);
      Predictions tested = runner.tested(ensemble, ENGINE);

      List<Predictions> alone = runner.tested(List.of(trials.get(0), trials.get(2)));
      for (int row = 0; row < tested.size(); row++) {
        assertThat((double) tested.logit(row))
            .isCloseTo(
                (2.0 * alone.get(0).logit(row) + alone.get(1).logit(row)) / 3, within(ROUNDING));
      }
      ModelDirectory model = ModelDirectory.open(ensemble.directory());
      assertThat(model.model().network())
          .isEqualTo(
              new NetworkDefinition.Averaged(
                  List.of(
                      new NetworkDefinition.Averaged.Member(trials.get(0).network(), 8, 2),
                      new NetworkDefinition.Averaged.Member(trials.get(2).network(), 8, 1))));
      assertThat(model.model().test().orElseThrow().metrics()).isEqualTo(tested.metrics());
    }
  }

  @Test
  void anotherChoiceIsAnotherDirectoryAndTheSameIsFoundAgain() throws Exception {
    try (Dataset data = SyntheticData.open(directory.resolve("data"), 2_000);
        TrialRunner runner =
            new TrialRunner(data, new Workers(1), model -> "card", (s, d, t, u) -> {})) {
      List<Trial> trials =
          SyntheticTrials.of(
              ENGINE, data, directory.resolve("n"), 2, SyntheticTrials.oneEpoch(), 0.01);
      runner.run("train", trials);
      Predictions any = runner.validated(trials.get(0));
      Path root = directory.resolve("e");
      TrainedEnsemble one =
          TrainedEnsemble.of(root, trials, new EnsembleSelection(List.of(1, 1), any));
      TrainedEnsemble other =
          TrainedEnsemble.of(root, trials, new EnsembleSelection(List.of(1, 2), any));
      assertThat(one.directory()).isNotEqualTo(other.directory());

      runner.build(one, ENGINE);
      Predictions first = runner.tested(one, ENGINE);
      byte[] weights = Files.readAllBytes(one.directory().resolve(ModelDirectory.WEIGHTS));
      runner.build(one, ENGINE);

      assertThat(one.directory().resolve(ModelDirectory.WEIGHTS)).hasBinaryContent(weights);
      assertThat(runner.tested(one, ENGINE).metrics()).isEqualTo(first.metrics());
    }
  }
}
