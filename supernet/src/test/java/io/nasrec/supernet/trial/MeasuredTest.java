package io.nasrec.supernet.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.Progress;
import io.nasrec.data.Dataset;
import io.nasrec.supernet.SyntheticData;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.engine.Workers;
import io.nasrec.supernet.evaluation.Predictions;
import io.nasrec.supernet.training.Adagrad;
import io.nasrec.supernet.training.OptimizerSettings;
import io.nasrec.supernet.training.TrainingHyperparameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three networks, 25 steps an epoch, an evaluation after each. */
class MeasuredTest {
  private static final TrainingHyperparameters TWO_EPOCHS =
      new TrainingHyperparameters(
          2, 64, 0.1, 1, 9, 0, 0, new OptimizerSettings(5, new Adagrad(1e-2, 0), 0.1));

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
  void theNumbersAreThoseOfModelsThatWereKept() throws Exception {
    List<Trial> kept = trials("kept", 0.01);
    List<TrialResult> results;
    List<Predictions> said;
    try (Workers workers = new Workers(2)) {
      TrialRunner runner = runner(workers, Progress.NONE);
      results = runner.run("train", kept);
      said = runner.tested(kept);
    }
    Set<Integer> told = new TreeSet<>();
    reopen();
    List<Measured> measured = measured(trials("numbers", 0.01), 2, told);

    assertThat(told).containsExactly(0, 1, 2);
    for (int i = 0; i < 3; i++) {
      TrialResult result = measured.get(i).result();
      assertThat(result.curve()).isEqualTo(results.get(i).curve());
      assertThat(result.best()).isEqualTo(results.get(i).best());
      assertThat(measured.get(i).test().orElseThrow().metrics()).isEqualTo(said.get(i).metrics());
      // 25 steps a pass are 12 parts of 2 steps and one more; 50 steps are 25 parts.
      assertThat(result.progressive()).hasSize(25).isEqualTo(results.get(i).progressive());
      double first = result.curve().get(0).trainLoss();
      double second = result.curve().get(1).trainLoss();
      // Float64 sums of the same 50 losses, in another order.
      assertThat(result.progressive().stream().mapToDouble(loss -> loss).average().orElseThrow())
          .isCloseTo((first + second) / 2, within(1e-12));
      assertThat(files("numbers/" + i)).containsExactly("numbers.json");
    }
  }

  @Test
  void nothingIsTrainedTwiceAndLeftoversGo() throws Exception {
    List<Measured> first = measured(trials("again", 0.01), 1, new TreeSet<>());
    Files.writeString(directory.resolve("again/1/weights.safetensors"), "a start ended here");
    reopen();

    assertThat(measured(trials("again", 0.01), 2, new TreeSet<>())).isEqualTo(first);
    assertThat(files("again/1")).containsExactly("numbers.json");
  }

  @Test
  void anInterruptedOneEndsTheSame() throws Exception {
    List<Measured> whole = measured(trials("whole", 0.01), 2, new TreeSet<>());
    for (int steps : new int[] {30, 60, 101}) {
      Progress stopping =
          (stage, done, total, unit) -> {
            if (done >= steps) {
              throw new IllegalStateException("stopped");
            }
          };
      reopen();
      assertThatThrownBy(() -> measured(trials("cut" + steps, 0.01), 2, new TreeSet<>(), stopping))
          .hasMessage("stopped");
      reopen();
      List<Measured> resumed = measured(trials("cut" + steps, 0.01), 1, new TreeSet<>());
      for (int i = 0; i < 3; i++) {
        assertThat(resumed.get(i).test()).isEqualTo(whole.get(i).test());
        assertThat(resumed.get(i).result().progressive())
            .isEqualTo(whole.get(i).result().progressive());
        assertThat(resumed.get(i).result().curve()).isEqualTo(whole.get(i).result().curve());
      }
    }
  }

  @Test
  void whatDivergesStaysWithItsCauseAndWithoutATest() throws Exception {
    List<Measured> measured = measured(trials("diverged", Double.NaN), 2, new TreeSet<>());

    assertThat(measured)
        .hasSize(3)
        .allSatisfy(
            one -> {
              assertThat(one.test()).isEmpty();
              assertThat(one.result().diverged().orElseThrow()).contains("NaN");
            });
    assertThat(measured(trials("diverged", Double.NaN), 2, new TreeSet<>())).isEqualTo(measured);
    assertThat(files("diverged/0")).containsExactly("numbers.json");
  }

  @Test
  void numbersOfAnotherTrainingAreRefused() throws Exception {
    Trial trial = trials("other", 0.01).get(0);
    measured(List.of(trial), 1, new TreeSet<>());
    Trial other =
        new Trial(
            trial.name(),
            trial.directory(),
            trial.network(),
            trial.input(),
            trial.recipe(),
            trial.start(),
            trial.allRows(),
            "another digest",
            trial.provenance());

    assertThatThrownBy(() -> measured(List.of(other), 1, new TreeSet<>()))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(
            directory.resolve("other/0/numbers.json")
                + ": comes from a run with other data or settings")
        .hasMessageEndingWith("delete " + directory.resolve("other/0") + " and resume");
  }

  /** Each start opens the data set anew; an open one shows its test rows to a network once. */
  private void reopen() {
    Path prepared = data.directory();
    data.close();
    data = Dataset.open(prepared);
  }

  private List<String> files(String trial) throws Exception {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory.resolve(trial))) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }

  private List<Measured> measured(List<Trial> trials, int threads, Set<Integer> told) {
    return measured(trials, threads, told, Progress.NONE);
  }

  private List<Measured> measured(
      List<Trial> trials, int threads, Set<Integer> told, Progress progress) {
    try (Workers workers = new Workers(threads)) {
      return runner(workers, progress).measured("train", trials, (i, measured) -> told.add(i));
    }
  }

  private TrialRunner runner(Workers workers, Progress progress) {
    return new TrialRunner(data, workers, model -> model.network().label(), progress);
  }

  private List<Trial> trials(String name, double embeddingStd) {
    return SyntheticTrials.of(
        new TorchEngine(1), data, directory.resolve(name), 3, TWO_EPOCHS, embeddingStd);
  }
}
