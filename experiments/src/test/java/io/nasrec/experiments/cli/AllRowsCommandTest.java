package io.nasrec.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nasrec.commons.Progress;
import io.nasrec.data.Dataset;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.setup.ExperimentSetup;
import io.nasrec.experiments.workflow.PastRun;
import io.nasrec.supernet.model.AllRowsTraining;
import io.nasrec.supernet.model.ModelDirectory;
import io.nasrec.supernet.model.SavedModel;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.training.SnapshotFiles;
import io.nasrec.supernet.training.StandAlone;
import io.nasrec.supernet.weights.ModelWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train --all-rows}. */
class AllRowsCommandTest {
  @TempDir private static Path directory;
  private static ShopWeeks shop;
  private static String printed;
  private final Shell shell = new Shell();

  @BeforeAll
  static void train() throws IOException {
    shop = new ShopWeeks(directory);
    Shell shell = new Shell();
    assertThat(shell.run(shop.command("train", 1, "run", "--baseline", "fm", "--all-rows")))
        .as(shell.err())
        .isZero();
    printed = shell.out();
  }

  private static Path model(String run) {
    return shop.file(run + "/networks/fm/all-rows-1");
  }

  private static Path chosen() {
    return shop.file("run/networks/fm/training-1");
  }

  @Test
  void itLearnsAllRowsAsOftenAsWasBestAndIsNotMeasured() throws IOException {
    SavedModel saved = ModelDirectory.open(model("run")).model();
    JsonNode result = new ObjectMapper().readTree(chosen().resolve("result.json").toFile());
    long best = result.path("best").path("step").asLong();
    AllRowsTraining rows = saved.allRows().orElseThrow();
    // 1200 rows in batches of 64 are 19 steps a pass, the 960 training rows 15.
    assertThat(saved.data().train().rows()).isEqualTo(960);
    assertThat(rows.rows()).isEqualTo(ShopWeeks.ROWS);
    assertThat(rows.chosenStep()).isEqualTo(best);
    assertThat(rows.steps()).isEqualTo((long) Math.ceil(best * 19 / 15.0));
    assertThat(rows.passes()).isEqualTo(rows.steps() / 19.0);
    assertThat(saved.validation()).isEmpty();
    assertThat(saved.test()).isEmpty();

    JsonNode document = new ObjectMapper().readTree(model("run").resolve("model.json").toFile());
    assertThat(document.path("validation").isNull()).isTrue();
    assertThat(document.path("test").isNull()).isTrue();
    assertThat(model("run").resolve("test.json")).doesNotExist();
    assertThat(chosen().resolve("test.json")).as("nobody looked at the test rows").doesNotExist();
    assertThat(Files.readString(model("run").resolve("MODEL_CARD.md")))
        .contains("**Not measured.** It was trained on all rows")
        .doesNotContain("| test | 120 | not evaluated");
    assertThat(printed)
        .contains("all rows 1     1,200 rows in %s steps, as many passes (".formatted(rows.steps()))
        .contains("not measured, as no rows are left")
        .contains("model: " + model("run"));

    Path predictions = shop.file("predictions.csv");
    assertThat(shell.run("predict", model("run"), shop.file("week-2.csv"), "--out", predictions))
        .as(shell.err())
        .isZero();
    assertThat(Files.readAllLines(predictions)).hasSize(1 + ShopWeeks.ROWS);
    assertThat(shell.run("evaluate", model("run"), shop.file("week-2.csv")))
        .as(shell.err())
        .isZero();
    for (String split : List.of("train", "validation", "test")) {
      assertThat(shell.run("evaluate", model("run"), "--split", split)).isEqualTo(2);
      assertThat(shell.err()).contains("so none of them can measure it; name labelled rows of");
    }
  }

  /** Only the labels of the last tenth, the test split, are others. */
  @Test
  void theTestRowsAreLearnedInThisTrainingAlone() throws IOException {
    List<String> lines = Files.readAllLines(shop.file("week-1.csv"));
    List<String> changed =
        IntStream.range(0, lines.size())
            .mapToObj(i -> i <= 1080 ? lines.get(i) : lines.get(i).replaceFirst(".$", i % 2 + ""))
            .toList();
    Files.write(shop.file("changed.csv"), changed);
    for (String name : List.of("week-1", "changed")) {
      List<String> command =
          shop.command("train", 1, "of-" + name, "--baseline", "fm", "--all-rows");
      command.addAll(List.of("--set", "data.split=chronological"));
      command.addAll(List.of("--set", "data.raw=" + shop.file(name + ".csv")));
      assertThat(shell.run(command)).as(shell.err()).isZero();
    }
    for (String training : List.of("training-1", "all-rows-1")) {
      Path weights = Path.of("networks", "fm", training, "weights.safetensors");
      float[] one = ShopWeeks.scalars(shop.file("of-week-1").resolve(weights));
      float[] other = ShopWeeks.scalars(shop.file("of-changed").resolve(weights));
      assertThat(Arrays.equals(one, other)).as(training).isEqualTo(training.equals("training-1"));
    }
  }

  @Test
  void theSameSeedGivesTheSameWeightsAndWhatIsThereIsFound() throws IOException {
    // In two commands instead of one: the finished training is found.
    List<String> normal = shop.command("train", 1, "again", "--baseline", "fm", "--test");
    assertThat(shell.run(normal)).as(shell.err()).isZero();
    assertThat(model("again")).doesNotExist();
    normal.add("--all-rows");
    assertThat(shell.run(normal)).as(shell.err()).isZero();
    assertThat(model("again").resolve("weights.safetensors"))
        .hasSameBinaryContentAs(model("run").resolve("weights.safetensors"));
    String table = shell.out();
    byte[] before = Files.readAllBytes(model("again").resolve("weights.safetensors"));
    assertThat(shell.run("train", "--out", shop.file("again"))).as(shell.err()).isZero();
    assertThat(shell.out()).isEqualTo(table);
    assertThat(model("again").resolve("weights.safetensors")).hasBinaryContent(before);
    assertThat(model("again").resolve("test.json")).doesNotExist();
  }

  @Test
  void withAWarmStartBothTrainingsStartFromTheModel() throws IOException {
    List<String> command =
        shop.command("train", 2, "next", "--warm-start", chosen().toString(), "--all-rows");
    assertThat(shell.run(command)).as(shell.err()).isZero();
    SavedModel saved = ModelDirectory.open(model("next")).model();
    assertThat(saved.allRows()).isPresent();
    assertThat(saved.start())
        .isEqualTo(ModelDirectory.open(shop.file("next/networks/fm/training-1")).model().start())
        .isPresent();

    // It has learned its own data's validation and test rows.
    command = shop.command("train", 2, "leak", "--warm-start", model("next").toString());
    assertThat(shell.run(command)).isEqualTo(2);
    assertThat(shell.err())
        .contains("was trained on all rows of these raw data, so their validation and test rows");
    command = shop.command("train", 1, "other-week", "--warm-start", model("next").toString());
    assertThat(shell.run(command)).as(shell.err()).isZero();
  }

  @Test
  void anInterruptedTrainingEndsWithTheSameWeights() throws IOException {
    Experiment experiment = new PastRun(shop.file("run")).experiment(List.of());
    Path whole;
    try (Dataset dataset = Dataset.open(shop.file("run/data"))) {
      whole = trained(experiment, dataset, "whole", 30, Integer.MAX_VALUE);
    }
    try (Dataset dataset = Dataset.open(shop.file("run/data"))) {
      assertThatThrownBy(() -> trained(experiment, dataset, "cut", 30, 21)).hasMessage("stopped");
    }
    assertThat(shop.file("cut.safetensors")).doesNotExist();
    try (Dataset dataset = Dataset.open(shop.file("run/data"))) {
      assertThat(trained(experiment, dataset, "cut", 30, Integer.MAX_VALUE))
          .hasSameBinaryContentAs(whole);
    }
  }

  /** With a state after each step. */
  private static Path trained(
      Experiment experiment, Dataset dataset, String name, long steps, int last)
      throws IOException {
    Path file = shop.file(name + ".safetensors");
    StandAlone standAlone = new ExperimentSetup(experiment).standAlone(dataset.manifest(), 1);
    CtrNetwork network = ModelDirectory.open(chosen()).model().build();
    Progress progress =
        (stage, done, total, unit) -> {
          if (done == last) {
            throw new IllegalStateException("stopped");
          }
        };
    try (ModelWeights weights = standAlone.zeros(network)) {
      standAlone.initialize(network, weights);
      standAlone
          .training()
          .run(
              name,
              network,
              weights,
              dataset.allRows(name),
              steps,
              new SnapshotFiles(file, "digest", Map.of(), Duration.ZERO),
              progress);
    }
    return file;
  }
}
