package io.nasrec.supernet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.DamagedFileException;
import io.nasrec.commons.Progress;
import io.nasrec.data.Batch;
import io.nasrec.space.network.InputShape;
import io.nasrec.supernet.Rows;
import io.nasrec.supernet.Tensors;
import io.nasrec.supernet.baseline.DeepFm;
import io.nasrec.supernet.baseline.FactorizationMachine;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.evaluation.Evaluation;
import io.nasrec.supernet.training.Training.Evaluated;
import io.nasrec.supernet.weights.Checkpoint;
import io.nasrec.supernet.weights.Initializer;
import io.nasrec.supernet.weights.ModelWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * 100 rows in batches of 16: 7 steps per epoch, 3 epochs, an evaluation after steps 4, 7, 11, ….
 */
class SnapshotFilesTest {
  private static final int FEATURES = 3;
  private static final int FIELDS = 4;
  private static final int IDS = 20;
  private static final DeepFm NETWORK =
      new DeepFm(new InputShape(FEATURES, FIELDS, 4), List.of(8, 4));
  private static final Training TRAINING =
      new Training(
          new TrainingHyperparameters(
              3, 16, 0.3, 2, 1000, 1e-3, 0.3, new OptimizerSettings(5, new Adagrad(1e-2, 0), 0.1)),
          9);
  private static final Map<String, String> PROVENANCE = Map.of("seed", "9");
  private static final Duration NEVER = Duration.ofDays(1);

  private final Rows train = Rows.random(100, FEATURES, FIELDS, IDS, false, 1);
  private final Rows validation = Rows.random(200, FEATURES, FIELDS, IDS, false, 2);

  @TempDir private Path directory;

  /** Stands for Ctrl-C, as the command line makes it. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static Progress stoppingAfter(long step) {
    return (name, done, total, unit) -> {
      if (done == step) {
        throw new Stopped();
      }
    };
  }

  private Path model() {
    return directory.resolve("model.safetensors");
  }

  private static ModelWeights zeros() {
    return ModelWeights.own(
        new TorchEngine(1),
        NETWORK.weights(),
        Collections.nCopies(FIELDS, IDS),
        NETWORK.embeddingDim(),
        IDS);
  }

  private static ModelWeights initialised() {
    ModelWeights weights = zeros();
    new Initializer(4, 0.1).fill(weights.parameters());
    new Initializer(4, 0.1).fill(weights.embeddings());
    return weights;
  }

  private Training.Result run(ModelWeights weights, Snapshots snapshots, Progress progress) {
    return TRAINING.run("test", NETWORK, weights, train, validation, snapshots, progress);
  }

  /** Stopped before the first evaluation, within an epoch, at its end, and right at the end. */
  @ParameterizedTest
  @ValueSource(longs = {1, 4, 8, 14, 21})
  void goesOnAsIfThereHadBeenNoInterruption(long step) {
    for (Duration interval : List.of(Duration.ZERO, NEVER)) {
      try (ModelWeights straight = initialised();
          MemorySnapshots memory = new MemorySnapshots();
          ModelWeights interrupted = initialised();
          ModelWeights resumed = initialised()) {
        Training.Result expected = run(straight, memory, Progress.NONE);
        SnapshotFiles files = new SnapshotFiles(model(), "this one", PROVENANCE, interval);
        assertThatThrownBy(() -> run(interrupted, files, stoppingAfter(step)))
            .isInstanceOf(Stopped.class);

        SnapshotFiles again = new SnapshotFiles(model(), "this one", PROVENANCE, interval);
        Training.Result result = run(resumed, again, Progress.NONE);
        assertThat(result).isEqualTo(expected);
        assertThat(Tensors.floats(resumed))
            .usingRecursiveComparison()
            .isEqualTo(Tensors.floats(straight));
      }
    }
  }

  @Test
  void stoppedAgainAndAgain() {
    try (ModelWeights straight = initialised();
        MemorySnapshots memory = new MemorySnapshots()) {
      Training.Result expected = run(straight, memory, Progress.NONE);
      for (long step = 1; step < 21; step += 3) {
        long stop = step;
        try (ModelWeights weights = initialised()) {
          SnapshotFiles files = new SnapshotFiles(model(), "this one", PROVENANCE, Duration.ZERO);
          assertThatThrownBy(() -> run(weights, files, stoppingAfter(stop)))
              .isInstanceOf(Stopped.class);
        }
      }
      // What does not come from the state would be zero.
      try (ModelWeights weights = zeros()) {
        SnapshotFiles files = new SnapshotFiles(model(), "this one", PROVENANCE, Duration.ZERO);
        assertThat(run(weights, files, Progress.NONE)).isEqualTo(expected);
        assertThat(Tensors.floats(weights))
            .usingRecursiveComparison()
            .isEqualTo(Tensors.floats(straight));
      }
    }
  }

  /** The schedule is that of all steps, and a look at validation where it stops leaves no trace. */
  @Test
  void aTrainingThatStopsAtABudgetAndGoesOnEqualsOneThatDoesNot() {
    for (Training training : List.of(TRAINING, TRAINING.withoutEarlyStop())) {
      try (ModelWeights straight = initialised();
          MemorySnapshots memory = new MemorySnapshots()) {
        Training.Result expected =
            training.run("test", NETWORK, straight, train, validation, memory, Progress.NONE);
        Training.Result last = null;
        for (double share : new double[] {0.1, 0.1, 0.4, 0.75, 1}) {
          try (ModelWeights weights = initialised()) {
            SnapshotFiles files = new SnapshotFiles(model(), "this one", PROVENANCE, NEVER);
            Budget budget = new Budget(share);
            last =
                training.run(
                    "test", NETWORK, weights, train, validation, budget, files, Progress.NONE);
            assertThat(last.complete()).isEqualTo(share == 1);
            assertThat(expected.history()).startsWith(last.history().toArray(Evaluated[]::new));
            assertThat(new Evaluation(NETWORK, weights).on(validation))
                .isEqualTo(last.best().validation());
            if (share == 1) {
              assertThat(Tensors.floats(weights))
                  .usingRecursiveComparison()
                  .isEqualTo(Tensors.floats(straight));
            }
          }
        }
        assertThat(last).isEqualTo(expected);
      }
    }
  }

  /** Of 21 steps: 2.1, 8.4 and 15.75, and the first evaluations from there on. */
  @ParameterizedTest
  @CsvSource({"0.1, 4, 2", "0.4, 11, 8", "0.75, 18, 16", "1, 21, 21"})
  void whereATrainingStops(double share, long evaluation, long step) {
    Map<Training, Long> stops = Map.of(TRAINING, evaluation, TRAINING.withoutEarlyStop(), step);
    for (Training training : stops.keySet()) {
      List<Long> steps = new ArrayList<>();
      try (ModelWeights weights = initialised()) {
        training.run(
            "test",
            NETWORK,
            weights,
            train,
            validation,
            new Budget(share),
            new SnapshotFiles(model(), share + " to " + stops.get(training), PROVENANCE, NEVER),
            (name, done, total, unit) -> steps.add(total - done));
      }
      assertThat(steps).hasSize(stops.get(training).intValue()).endsWith(0L);
    }
  }

  /** The model that is saved is the one whose numbers are reported. */
  @Test
  void theFileHoldsTheBestWeights() throws IOException {
    try (ModelWeights weights = initialised();
        ModelWeights read = zeros()) {
      Training.Result result =
          run(weights, new SnapshotFiles(model(), "this one", PROVENANCE, NEVER), Progress.NONE);
      assertThat(result.best().step())
          .as("the last evaluation is not the best, or this shows nothing")
          .isLessThan(21);
      assertThat(Checkpoint.read(model(), read))
          .containsEntry("step", Long.toString(result.best().step()))
          .containsAllEntriesOf(PROVENANCE);
      assertThat(new Evaluation(NETWORK, read).on(validation))
          .isEqualTo(result.best().validation());
      assertThat(Tensors.floats(read))
          .usingRecursiveComparison()
          .isEqualTo(Tensors.floats(weights));
    }
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).as("no state is left").containsExactly(model());
    }
  }

  @Test
  void whatDivergesLeavesNothing() throws IOException {
    Rows broken =
        new Rows(new Batch(1, new float[] {1}, new float[] {Float.NaN, 0, 0}, new int[FIELDS]));
    try (ModelWeights weights = initialised()) {
      SnapshotFiles files = new SnapshotFiles(model(), "this one", PROVENANCE, NEVER);
      assertThatThrownBy(() -> run(weights, files, stoppingAfter(8))).isInstanceOf(Stopped.class);
      assertThat(model()).exists();
      assertThatThrownBy(
              () -> TRAINING.run("test", NETWORK, weights, train, broken, files, Progress.NONE))
          .isInstanceOf(DivergenceException.class);
    }
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
  }

  /** Its tensors may even fit: only the digest tells that the data or the seed were others. */
  @Test
  void theStateOfAnotherTrainingIsNotResumed() throws IOException {
    try (ModelWeights straight = initialised();
        MemorySnapshots memory = new MemorySnapshots();
        ModelWeights weights = initialised()) {
      Training.Result expected = run(straight, memory, Progress.NONE);
      try (ModelWeights other = zeros()) {
        SnapshotFiles files = new SnapshotFiles(model(), "another one", PROVENANCE, NEVER);
        assertThatThrownBy(() -> run(other, files, stoppingAfter(8))).isInstanceOf(Stopped.class);
      }
      SnapshotFiles files = new SnapshotFiles(model(), "this one", PROVENANCE, NEVER);
      assertThat(run(weights, files, Progress.NONE)).isEqualTo(expected);
    }
  }

  @Test
  void aDamagedStateIsNamed() throws IOException {
    SnapshotFiles files = new SnapshotFiles(model(), "this one", PROVENANCE, NEVER);
    try (ModelWeights weights = initialised()) {
      assertThatThrownBy(() -> run(weights, files, stoppingAfter(8))).isInstanceOf(Stopped.class);
    }
    Path state = directory.resolve("model.safetensors.state");
    byte[] bytes = Files.readAllBytes(state);
    bytes[bytes.length / 2] ^= 4;
    Files.write(state, bytes);
    try (ModelWeights weights = initialised()) {
      assertThatThrownBy(() -> run(weights, files, Progress.NONE))
          .isInstanceOf(DamagedFileException.class)
          .hasMessageStartingWith(state + " is damaged: its checksum is ");
    }
  }

  @Test
  void theStateOfAnotherNetwork() {
    try (ModelWeights weights = initialised()) {
      SnapshotFiles files = new SnapshotFiles(model(), "this one", PROVENANCE, NEVER);
      assertThatThrownBy(() -> run(weights, files, stoppingAfter(8))).isInstanceOf(Stopped.class);
    }
    FactorizationMachine other = new FactorizationMachine(new InputShape(FEATURES, FIELDS, 4));
    try (ModelWeights weights =
        ModelWeights.own(
            new TorchEngine(1), other.weights(), Collections.nCopies(FIELDS, IDS), 5, IDS)) {
      SnapshotFiles files = new SnapshotFiles(model(), "this one", PROVENANCE, NEVER);
      assertThatThrownBy(
              () -> TRAINING.run("test", other, weights, train, validation, files, Progress.NONE))
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining("tensors that the network does not have, such as deep.1.weight");
    }
  }
}
