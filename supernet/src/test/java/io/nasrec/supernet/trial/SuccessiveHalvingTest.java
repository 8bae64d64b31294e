package io.nasrec.supernet.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.commons.Progress;
import io.nasrec.data.Dataset;
import io.nasrec.supernet.SyntheticData;
import io.nasrec.supernet.engine.Engine;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.engine.Workers;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.model.ModelDirectory;
import io.nasrec.supernet.training.Adagrad;
import io.nasrec.supernet.training.OptimizerSettings;
import io.nasrec.supernet.training.Training;
import io.nasrec.supernet.training.TrainingHyperparameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four networks, 25 steps an epoch, an evaluation after steps 13, 25, 38 and 50; two stop at a
 * quarter of the steps, and one more at half of them.
 */
class SuccessiveHalvingTest {
  private static final TrainingHyperparameters SETTINGS =
      new TrainingHyperparameters(
          2, 64, 0.1, 2, 100, 0, 0.1, new OptimizerSettings(5, new Adagrad(1e-2, 0), 0.1));
  private static final SuccessiveHalving HALVING = new SuccessiveHalving(3, 2);

  private static final Engine ENGINE = new TorchEngine(1);

  @TempDir private Path directory;
  private Dataset data;

  @BeforeEach
  void prepare() {
    data = SyntheticData.open(directory.resolve("data"), 2_000);
  }

  @AfterEach
  void close() {
    data.close();
  }

  @Test
  void theBestGoOnAndEqualTrainingsThatNeverStopped() throws Exception {
    List<Trial> whole = trials("whole");
    List<TrialResult> full;
    try (Workers workers = new Workers(2)) {
      full = runner(workers, Progress.NONE).run("retrain", whole);
    }
    List<TrialResult> halved = run("halved", 2, Progress.NONE);

    List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3));
    order.sort((i, j) -> Double.compare(bestOf(full.get(i), 1), bestOf(full.get(j), 1)));
    Set<Integer> going = new TreeSet<>(order.subList(0, 2));
    for (int i = 0; i < 4; i++) {
      List<Training.Evaluated> curve = halved.get(i).curve();
      assertThat(full.get(i).curve()).startsWith(curve.toArray(Training.Evaluated[]::new));
      assertThat(curve.size() > 1).isEqualTo(going.contains(i));
    }
    int winner = TrialResult.best(halved).orElseThrow();
    assertThat(halved.stream().filter(TrialResult::complete)).hasSize(1);
    assertThat(halved.get(winner).complete()).isTrue();
    assertThat(halved.get(winner).curve()).isEqualTo(full.get(winner).curve());
    Path weights = Path.of(Integer.toString(winner), ModelDirectory.WEIGHTS);
    assertThat(directory.resolve("halved").resolve(weights))
        .hasSameBinaryContentAs(directory.resolve("whole").resolve(weights));
  }

  @Test
  void whatStopsIsAModelOfItsBestWeightsAndLeavesNoState() throws Exception {
    List<TrialResult> halved = run("models", 2, Progress.NONE);

    for (int i = 0; i < 4; i++) {
      Path own = directory.resolve("models/" + i);
      assertThat(ModelDirectory.open(own).model().validation())
          .isEqualTo(halved.get(i).validation())
          .isPresent();
      assertThat(own.resolve("weights.safetensors.state")).doesNotExist();
    }
  }

  @Test
  void anInterruptedOneEndsTheSameWithAnyNumberOfWorkers() throws Exception {
    List<TrialResult> expected = run("undisturbed", 1, Progress.NONE);
    Map<String, Integer> stops = Map.of("rung 1 of 3", 40, "rung 2 of 3", 40, "rung 3 of 3", 45);
    for (String rung : stops.keySet()) {
      Progress stopping =
          (stage, done, total, unit) -> {
            if (stage.endsWith(rung) && done >= stops.get(rung)) {
              throw new IllegalStateException("stopped");
            }
          };
      for (int workers : new int[] {1, 2}) {
        String name = rung.replace(' ', '-') + "-" + workers;
        assertThatThrownBy(() -> run(name, workers, stopping)).hasMessage("stopped");
        assertThat(run(name, 3 - workers, Progress.NONE).stream().map(TrialResult::curve))
            .as(name)
            .containsExactlyElementsOf(expected.stream().map(TrialResult::curve).toList());
        assertThat(run(name, 1, Progress.NONE).stream().map(TrialResult::validation))
            .containsExactlyElementsOf(expected.stream().map(TrialResult::validation).toList());
      }
    }
  }

  /** Else another network would go on after an interruption than before it. */
  @Test
  void whatDivergesLaterIsKnownAtItsRung() throws Exception {
    Trial trial = trials("later").get(0);
    Files.createDirectories(trial.directory());
    Training.Evaluated first = new Training.Evaluated(13, 0.6, new Metrics(0.5, 0.6, 0.99, 1));
    TrialResult.Costs costs = new TrialResult.Costs(1, 2, 3);
    TrialFiles files = new TrialFiles(trial);
    files.save(
        new TrialResult.Trained(costs, List.of(first), Optional.of(first), List.of(), false, 1));
    files.save(new TrialResult.Diverged(costs, List.of(), "the loss is NaN", 1));

    assertThat(files.found(13).orElseThrow().validation()).contains(first.validation());
    assertThat(files.found(25).orElseThrow().diverged()).contains("the loss is NaN");
  }

  private static double bestOf(TrialResult result, int evaluations) {
    return Training.Evaluated.best(result.curve().subList(0, evaluations))
        .orElseThrow()
        .validation()
        .logLoss();
  }

  private List<TrialResult> run(String name, int threads, Progress progress) {
    try (Workers workers = new Workers(threads)) {
      return HALVING.run("retrain", trials(name), runner(workers, progress));
    }
  }

  private TrialRunner runner(Workers workers, Progress progress) {
    return new TrialRunner(data, workers, model -> model.network().label(), progress);
  }

  private List<Trial> trials(String name) {
    return SyntheticTrials.of(ENGINE, data, directory.resolve(name), 4, SETTINGS, 0.01);
  }
}
