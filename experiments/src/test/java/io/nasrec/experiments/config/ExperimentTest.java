package io.nasrec.experiments.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.commons.Sha256;
import io.nasrec.search.strategy.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentTest {

  static List<Path> shippedFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("configs"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("shippedFiles")
  void shippedFilesAreValid(Path file) {
    boolean synthetic = file.getFileName().toString().startsWith("quickstart");
    List<String> overrides = synthetic ? List.of() : List.of("data.raw=rows.tsv");

    Experiment experiment = ExperimentReader.read(file, overrides);

    assertThat(experiment.name() + ".yaml").isEqualTo(file.getFileName().toString());
  }

  /** As 'nasrec prepare' and the README say, also where the file itself names raw rows. */
  @ParameterizedTest
  @MethodSource("shippedFiles")
  void shippedFilesTakeAPreparedDataSet(Path file) throws IOException {
    String yaml = Files.readString(file);
    boolean synthetic = file.getFileName().toString().startsWith("quickstart");
    String withRaw = synthetic ? yaml : yaml.replace("\ndata:\n", "\ndata:\n  raw: rows.tsv\n");

    DataSettings data = ExperimentReader.read("file", withRaw, List.of("data.prepared=dir")).data();

    assertThat(data.prepared()).contains(Path.of("dir"));
    assertThat(data.raw()).isEmpty();
  }

  @Test
  void thePapersSettingScores2048Subnets() {
    SearchSettings search =
        ExperimentReader.read(Path.of("configs/criteo.yaml"), List.of("data.raw=train.txt"))
            .search();

    assertThat(search.population() + search.generations() * search.children()).isEqualTo(2048);
    assertThat(search.strategy())
        .isEqualTo(new StrategyChoice.Evolution(64, new Mutations.Constant(1)));
    assertThat(search.topK()).isEqualTo(15);
  }

  @Test
  void theProgramCarriesTheQuickstartFile() {
    assertThat(ExperimentReader.quickstart(List.of("seed=5")))
        .isEqualTo(ExperimentReader.read(Path.of("configs/quickstart.yaml"), List.of("seed=5")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seed=3",
        "name=1e5",
        "name=true",
        "data.raw=a: b #c.tsv",
        "data.raw='quoted'",
        "data.raw=*star",
        "data.raw=~",
        "data.raw=a: b.tsv, c.tsv",
        "data.raw=[\"a, b.tsv\"]",
        "data.raw=['[c].tsv', d.tsv]",
        "warmUp.sample=7%",
        "warmUp.sample=0.1%",
        "retrain.embeddingL2=1.2345678901234567E-7",
        "search.lambda=[-1, 0.1, 100000000]"
      })
  void whatIsWrittenReadsBackEqual(String override) {
    Experiment experiment = ExperimentReader.read("file.yaml", ExampleFile.TEXT, List.of(override));

    String written = ExperimentWriter.yaml(experiment);

    assertThat(ExperimentReader.read("written.yaml", written, List.of())).isEqualTo(experiment);
    assertThat(written).as("every key is written").contains("prepared: none", "threads: 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.tsv, b.tsv", "[a.tsv, b.tsv]", "['a.tsv', \"b.tsv\"]"})
  void rawFilesMayBeListed(String list) {
    List<Path> files = List.of(Path.of("a.tsv"), Path.of("b.tsv"));
    String yaml = ExampleFile.with("  raw: rows.tsv.gz", "  raw: " + list);

    assertThat(ExperimentReader.read("file.yaml", yaml, List.of()).data().raw()).contains(files);
    assertThat(
            ExperimentReader.read("file.yaml", ExampleFile.TEXT, List.of("data.raw=" + list))
                .data()
                .raw())
        .contains(files);
  }

  @Test
  void differencesNameTheKeyAndBothValues() {
    Experiment started = ExperimentReader.read("file.yaml", ExampleFile.TEXT, List.of());
    Experiment now =
        ExperimentReader.read(
            "file.yaml",
            ExampleFile.TEXT,
            List.of("seed=8", "warmUp.sample=2%", "retrain.embeddingRows=100"));

    assertThat(Difference.between(started, started)).isEmpty();
    assertThat(Difference.between(started, now))
        .extracting(Difference::toString)
        .containsExactly(
            "the run was started with seed: 7, now seed: 8",
            "the run was started with warmUp.sample: 1%, now warmUp.sample: 2%",
            "the run was started with retrain.embeddingRows: none,"
                + " now retrain.embeddingRows: 100");
  }

  @Test
  void recordsRefuseWhatFilesMayNotHold() {
    assertThatThrownBy(() -> new EngineSettings(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads must be a whole number 1..1024 (threads), but was 0");
    List<Integer> one = List.of(1);
    assertThatThrownBy(
            () ->
                new BaselineSettings(
                    List.of(),
                    1,
                    256,
                    Double.NaN,
                    1,
                    one,
                    one,
                    one,
                    one,
                    1,
                    1,
                    1,
                    1,
                    BaselineEffort.SINGLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("learningRate must be a number above 0 to 100, but was NaN");
    assertThatThrownBy(
            () ->
                new BaselineSettings(
                    List.of(),
                    1,
                    256,
                    0.1,
                    1,
                    one,
                    List.of(),
                    one,
                    one,
                    1,
                    1,
                    1,
                    1,
                    BaselineEffort.SINGLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("dlrmBottom must be a list in brackets, each a whole");
    assertThatThrownBy(() -> new SpaceSettings(null, 7, true, 16))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("name is missing");
  }

  /** Digests of experiments that do not give them stay as they were before the keys existed. */
  @Test
  void keysAddedLaterCountOnlyWhereTheyAreGiven() {
    Experiment without = ExperimentReader.read("file.yaml", ExampleFile.TEXT, List.of());
    Experiment with =
        ExperimentReader.read(
            "file.yaml",
            ExampleFile.TEXT,
            List.of("search.strategy=g-rea", "search.pool=5", "search.epochs=2"));

    assertThat(ExperimentWriter.lines(without, key -> true))
        .doesNotContain("pool", "search.strategy.epochs", "rungs")
        .contains("search.topK: 15", "retrain.embeddingRows: none");
    assertThat(ExperimentWriter.lines(with, key -> true))
        .contains("search.strategy.pool: 5\n", "search.strategy.epochs: 2\n");
  }

  @Test
  void recordsRefuseValuesThatContradictEachOther() {
    SearchSettings s = ExperimentReader.read("file.yaml", ExampleFile.TEXT, List.of()).search();

    assertThatThrownBy(
            () ->
                new SearchSettings(
                    s.strategy(), s.proxy(), 4, 512, 10, 10, 11, 500, s.objective(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "search.strategy.tournament: must be 1..10 (at most search.population), but was 64, its default;"
                + " search.children: must be 1..10 (at most search.population), but was 11;"
                + " search.topK: must be 1..120 (search.population + search.generations ×"
                + " search.children), but was 500");
  }

  /** That of the quickstart as it was when keys belonged to no variants. */
  @Test
  void digestsAreThoseOfTheOldNames() throws IOException {
    String old =
        new String(
            ExperimentTest.class.getResourceAsStream("quickstart-0.1.yaml").readAllBytes(),
            StandardCharsets.UTF_8);

    String lines = ExperimentWriter.lines(PapersQuickstart.read(List.of()), this::counts);

    assertThat(lines)
        .isEqualTo(
            ExperimentWriter.lines(ExperimentReader.read("old", old, List.of()), this::counts));
    assertThat(Sha256.of(lines))
        .isEqualTo("9a5b9da12176a9dd1705d5b12f8487c90e355b5e387b4872ea92777f795b25b8");
  }

  private boolean counts(String key) {
    return !Experiment.FREE_KEYS.contains(key);
  }

  @Test
  void halvingNeedsAnEvaluationForEachOfItsLengths() {
    List<String> four =
        List.of("retrain.plan=halving", "retrain.rungs=4", "retrain.evaluationsPerEpoch=2");
    assertThat(PapersQuickstart.read(with(four, "retrain.epochs=4")).retrain().plan())
        .isEqualTo(RetrainPlan.HALVING);
    assertThatThrownBy(() -> PapersQuickstart.read(with(four, "retrain.epochs=3")))
        .hasMessageContaining(
            "retrain.evaluationsPerEpoch: each of the 4 lengths of retrain.plan: halving must end"
                + " at an evaluation of its own; a training needs 8 of them, but has 6");
    String before = ExperimentWriter.lines(PapersQuickstart.read(List.of()), key -> true);
    assertThat(before).doesNotContain("retrain.plan", "retrain.rungs", "retrain.eta");
  }

  private static List<String> with(List<String> overrides, String more) {
    return Stream.concat(overrides.stream(), Stream.of(more)).toList();
  }
}
