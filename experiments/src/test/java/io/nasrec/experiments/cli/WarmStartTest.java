package io.nasrec.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.data.Dataset;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.model.ModelCard;
import io.nasrec.experiments.setup.ExperimentSetup;
import io.nasrec.experiments.workflow.NamedNetwork;
import io.nasrec.experiments.workflow.NamedTrials;
import io.nasrec.experiments.workflow.PastRun;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.engine.Workers;
import io.nasrec.supernet.evaluation.Evaluation;
import io.nasrec.supernet.model.ModelDirectory;
import io.nasrec.supernet.model.SavedModel;
import io.nasrec.supernet.model.Start;
import io.nasrec.supernet.model.WarmStart;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.training.StandAlone;
import io.nasrec.supernet.trial.Trial;
import io.nasrec.supernet.trial.TrialRunner;
import io.nasrec.supernet.weights.Checkpoint;
import io.nasrec.supernet.weights.ModelWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Next week's rows, learned from this week's model. */
class WarmStartTest {
  @TempDir private static Path directory;
  private static ShopWeeks shop;
  private final Shell shell = new Shell();

  @BeforeAll
  static void trainOnTheFirstWeek() throws IOException {
    shop = new ShopWeeks(directory);
    run(shop.command("train", 1, "week-1", "--baseline", "deepfm"));
    run(shop.command("prepare", 2, "data-2"));
  }

  private static void run(List<String> command) {
    Shell shell = new Shell();
    assertThat(shell.run(command)).as(shell.err()).isZero();
  }

  private static Path model() {
    return shop.file("week-1/networks/deepfm/training-1");
  }

  private static Experiment experiment(Path run) throws IOException {
    return new PastRun(run).experiment(List.of());
  }

  /** The weights before the first step, and those without a model. */
  private static void write(WarmStart warm, Dataset dataset, int maxRows, Path target)
      throws IOException {
    Experiment experiment = experiment(shop.file("week-1"));
    StandAlone usual = new ExperimentSetup(experiment).standAlone(dataset.manifest(), 1);
    StandAlone standAlone =
        new StandAlone(
            new TorchEngine(1),
            usual.cardinalities(),
            maxRows,
            usual.initializer(),
            usual.training());
    CtrNetwork network = warm.model().model().build();
    try (ModelWeights weights = standAlone.zeros(network)) {
      standAlone.initialize(network, weights);
      Checkpoint.write(target.resolveSibling("initial.safetensors"), weights, Map.of());
      warm.fill(weights);
      Checkpoint.write(target, weights, Map.of());
    }
  }

  /** By nothing but the files: safetensors and vocabularies. */
  @ParameterizedTest
  @CsvSource({"2147483647, 2147483647", "2147483647, 12", "9, 2147483647", "9, 12"})
  void knownValuesHaveTheModelsRowsBeforeTheFirstStep(int limitBefore, int limitNow)
      throws IOException {
    Path old = model();
    if (limitBefore < 100) {
      Path limited = shop.file("limited-" + limitNow);
      run(
          shop.command(
              "train",
              1,
              limited.getFileName().toString(),
              "--baseline",
              "deepfm",
              "--set",
              "retrain.embeddingRows=" + limitBefore));
      old = limited.resolve("networks/deepfm/training-1");
    }
    Path data = shop.file("data-2");
    Path file = shop.file("start.safetensors");
    Start start;
    try (Dataset dataset = Dataset.open(data)) {
      WarmStart warm = WarmStart.of(ModelDirectory.open(old), dataset, limitNow);
      start = warm.start();
      write(warm, dataset, limitNow, file);
    }
    Map<String, List<float[]>> before = ShopWeeks.tensors(old.resolve("weights.safetensors"));
    Map<String, List<float[]>> initial =
        ShopWeeks.tensors(file.resolveSibling("initial.safetensors"));
    Map<String, List<float[]>> now = ShopWeeks.tensors(file);
    List<Map<Integer, String>> oldValues = ShopWeeks.vocabulary(old);
    List<Map<Integer, String>> newValues = ShopWeeks.vocabulary(data);
    for (int f = 0; f < newValues.size(); f++) {
      String table = "embeddings." + f;
      int limit = before.get(table).size();
      Collection<String> known = oldValues.get(f).values();
      int kept = 0;
      int fresh = 0;
      int shared = 0;
      for (Map.Entry<Integer, String> entry : newValues.get(f).entrySet()) {
        int id = entry.getKey();
        boolean own = id < now.get(table).size();
        int oldId =
            id < 2
                ? id
                : oldValues.get(f).entrySet().stream()
                    .filter(value -> entry.getValue().equals(value.getValue()))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(-1);
        if (own && oldId >= 0) {
          assertThat(now.get(table).get(id))
              .as("field %s, value %s", f, entry.getValue())
              .isEqualTo(before.get(table).get(oldId < limit ? oldId : 1));
        } else if (own) {
          assertThat(now.get(table).get(id)).isEqualTo(initial.get(table).get(id));
        }
        if (id >= 2) {
          kept += oldId >= 0 ? 1 : 0;
          fresh += oldId < 0 ? 1 : 0;
          shared += !own || oldId >= limit ? 1 : 0;
        }
      }
      String name = List.of("user", "city").get(f);
      int dropped = (int) known.stream().filter(value -> value != null).count() - kept;
      assertThat(start.fields().get(f))
          .isEqualTo(new Start.Field(name, kept, fresh, dropped, shared));
    }
    assertThat(start.fields().get(0).known()).isPositive();
    assertThat(start.fields().get(0).fresh()).isPositive();
    assertThat(start.fields().get(0).dropped()).isPositive();
    assertThat(start.fields().get(0).shared() > 0).isEqualTo(limitBefore < 100 || limitNow < 100);
    before.forEach(
        (path, rows) -> {
          if (!path.startsWith("embeddings.")) {
            assertThat(now.get(path)).as(path).usingRecursiveComparison().isEqualTo(rows);
          }
        });
  }

  /** The same rows and vocabulary: before its first step, the network is the model. */
  @Test
  void onTheSameRowsItBeginsWithTheModelsLogLoss() throws IOException {
    ModelDirectory model = ModelDirectory.open(model());
    try (Dataset dataset = Dataset.open(shop.file("week-1/data"))) {
      WarmStart warm = WarmStart.of(model, dataset, Integer.MAX_VALUE);
      StandAlone standAlone =
          new ExperimentSetup(experiment(shop.file("week-1"))).standAlone(dataset.manifest(), 1);
      CtrNetwork network = model.model().build();
      try (ModelWeights weights = standAlone.zeros(network)) {
        standAlone.initialize(network, weights);
        warm.fill(weights);
        assertThat(new Evaluation(network, weights).on(dataset.validation()))
            .isEqualTo(model.model().validation().orElseThrow());
      }
    }
  }

  /** Learning next to nothing shows where the command's training starts. */
  @Test
  void theCommandStartsFromTheModel() throws Exception {
    double old = ModelDirectory.open(model()).model().validation().orElseThrow().logLoss();
    String[] still = {"--set", "retrain.learningRate=1e-9", "--warm-start", model().toString()};
    run(shop.command("train", 1, "still", still));
    SavedModel started = ModelDirectory.open(shop.file("still/networks/deepfm/training-1")).model();
    // Thirty steps at the schedule's floor, 1e-8, move no weight by more than 3e-7.
    assertThat(started.validation().orElseThrow().logLoss()).isCloseTo(old, within(1e-5));
  }

  @Test
  void aWarmTrainingSaysWhatItStartedFromAndIsFoundAgain() throws Exception {
    List<String> command =
        shop.command("train", 2, "week-2", "--warm-start", model().toString(), "--test");
    assertThat(shell.run(command)).as(shell.err()).isZero();
    String table = shell.out();
    Path warm = shop.file("week-2/networks/deepfm/training-1");
    SavedModel saved = ModelDirectory.open(warm).model();
    String sha256 = WarmStart.digest(ModelDirectory.open(model()));
    Start start = saved.start().orElseThrow();
    assertThat(start.sha256()).isEqualTo(sha256);
    assertThat(start.network()).isEqualTo("deepfm");
    assertThat(saved.provenance().startSha256()).contains(sha256);
    assertThat(saved.test()).isPresent();
    Start.Field users = start.fields().get(0);
    assertThat(Files.readString(warm.resolve("MODEL_CARD.md")))
        .contains("from a trained deepfm, with weights of SHA-256 `" + sha256 + "`")
        .contains(
            "| `user` | %s | %s | %s | 0 |"
                .formatted(users.known(), users.fresh(), users.dropped()));
    assertThat(Files.readString(shop.file("week-2/run.log")))
        .contains("the optimizer starts afresh, with the learning rate and passes of the retrain")
        .contains(
            "user: %s known, %s new, %s of the model's dropped"
                .formatted(users.known(), users.fresh(), users.dropped()));

    // The directory alone says from which model, and where.
    assertThat(shell.run("train", "--out", shop.file("week-2"))).as(shell.err()).isZero();
    assertThat(shell.out()).isEqualTo(table);
    List<String> again =
        shop.command("train", 2, "week-2-again", "--warm-start", model().toString());
    run(again);
    assertThat(shop.file("week-2-again/networks/deepfm/training-1/weights.safetensors"))
        .hasSameBinaryContentAs(warm.resolve("weights.safetensors"));

    assertThat(shell.run(shop.command("train", 2, "week-2", "--warm-start", warm.toString())))
        .isEqualTo(2);
    assertThat(shell.err())
        .contains("week-2: its trainings start from the model with weights of SHA-256 " + sha256)
        .contains("; name another directory with --out");
    assertThat(shell.run(shop.command("train", 2, "week-2", "--baseline", "deepfm"))).isEqualTo(2);
    assertThat(shell.err()).contains(", but --warm-start names no model; name another");
    assertThat(shell.run(shop.command("train", 1, "week-1", "--warm-start", model().toString())))
        .isEqualTo(2);
    assertThat(shell.err()).contains("week-1: its trainings start from initial values, but");
  }

  @Test
  void anInterruptedTrainingEndsWithTheSameWeights() throws Exception {
    Experiment experiment = experiment(shop.file("week-1"));
    ModelDirectory model = ModelDirectory.open(model());
    NamedNetwork network =
        new NamedNetwork("deepfm", new NamedNetwork.OfModel(model.model().network()));
    for (String name : List.of("undisturbed", "interrupted")) {
      int last = name.equals("interrupted") ? 20 : Integer.MAX_VALUE;
      for (int limit : List.of(last, Integer.MAX_VALUE)) {
        try (Dataset dataset = Dataset.open(shop.file("data-2"));
            Workers workers = new Workers(1)) {
          Optional<WarmStart> warm = Optional.of(WarmStart.of(model, dataset, Integer.MAX_VALUE));
          Trial trial =
              new NamedTrials(shop.file(name), dataset.manifest(), warm)
                  .training(network, experiment, List.of(), 1);
          TrialRunner trials =
              new TrialRunner(
                  dataset,
                  workers,
                  ModelCard::of,
                  (stage, done, total, unit) -> {
                    if (done > limit && done < total) {
                      throw new IllegalStateException("stopped");
                    }
                  });
          if (limit == Integer.MAX_VALUE) {
            trials.run("train", List.of(trial));
          } else {
            assertThatThrownBy(() -> trials.run("train", List.of(trial)))
                .hasMessageContaining("stopped");
            assertThat(shop.file(name + "/networks/deepfm/training-1/weights.safetensors.state"))
                .exists();
          }
        }
      }
    }
    assertThat(shop.file("interrupted/networks/deepfm/training-1/weights.safetensors"))
        .hasSameBinaryContentAs(
            shop.file("undisturbed/networks/deepfm/training-1/weights.safetensors"));
  }

  private void assertRefused(String expected, List<String> command) {
    assertThat(shell.run(command)).as(shell.out()).isEqualTo(2);
    assertThat(shell.err()).contains(expected);
  }

  @Test
  void settingsThatContradictTheModelAreNamedTogether() {
    assertRefused(
        "its network is deepfm, but fm was named; leave that out",
        shop.command(
            "train", 2, "refused", "--warm-start", model().toString(), "--baseline", "fm"));
    assertRefused(
        "space.embeddingDim must be 8, as in the model " + model() + ", but was 16; add --set",
        shop.command(
            "train",
            2,
            "refused",
            "--warm-start",
            model().toString(),
            "--set",
            "space.embeddingDim=16",
            "--set",
            "baseline.hidden=[7]"));
    assertThat(shell.err()).contains("baseline.hidden must be [").contains(", but was [7]; add");
    assertThat(shop.file("refused")).doesNotExist();
    assertRefused(
        "Missing the network to train: --architecture, --baseline or --warm-start",
        shop.command("train", 2, "refused"));
  }

  @Test
  void otherColumnsAreRefusedAndAllNamed() throws IOException {
    Path other = shop.file("other.csv");
    Files.writeString(
        other,
        Files.readString(shop.file("week-2.csv"))
            .replaceFirst("price,user,city", "cost,customer,city"));
    Path yaml = shop.file("other.yaml");
    run(List.of("inspect", other.toString(), "--out", yaml.toString()));
    List<String> command = shop.command("train", 2, "other", "--warm-start", model().toString());
    command.set(1, yaml.toString());
    command.addAll(List.of("--set", "data.raw=" + other));
    assertRefused(
        "the model's number column price is not here; the model has no number column cost; the"
            + " model's category column user is not here; the model has no category column"
            + " customer",
        command);
    Path transformed = shop.file("transformed.yaml");
    Files.writeString(
        transformed,
        Files.readString(shop.file("shop.yaml"))
            .replaceFirst("price: (log1p|default)", "price: squareLog"));
    command =
        shop.command(
            "train",
            2,
            "transformed",
            "--warm-start",
            model().toString(),
            "--set",
            "data.hashBuckets=50");
    command.set(1, transformed.toString());
    assertRefused(
        "number column price: the model's transform is LOG1P, but here it is SQUARE_LOG", command);
    assertThat(shell.err())
        .contains("category column user: has a vocabulary in the model, but 50 hash buckets here");
  }

  /** Equal buckets are equal rows, whatever the values. */
  @Test
  void hashedFieldsKeepAllRows() throws IOException {
    String[] hashed = {"--baseline", "fm", "--set", "data.hashBuckets=50"};
    run(shop.command("train", 1, "hashed", hashed));
    Path model = shop.file("hashed/networks/fm/training-1");
    run(
        shop.command(
            "train", 2, "hashed-2", "--warm-start", model + "", "--set", "data.hashBuckets=50"));
    assertThat(
            ModelDirectory.open(shop.file("hashed-2/networks/fm/training-1"))
                .model()
                .start()
                .orElseThrow()
                .fields()
                .get(0))
        .isEqualTo(new Start.Field("user", 50, 0, 0, 0));
    assertRefused(
        "category column city: has 50 hash buckets in the model, but 60 hash buckets here",
        shop.command(
            "train", 2, "hashed-3", "--warm-start", model + "", "--set", "data.hashBuckets=60"));
  }
}
