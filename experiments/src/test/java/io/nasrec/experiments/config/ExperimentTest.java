package io.nasrec.experiments.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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
    assertThat(search.tournament()).isEqualTo(64);
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
    assertThatThrownBy(() -> new EngineSettings(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads must be a whole number 1..1024 (threads), but was 0");
    List<Integer> one = List.of(1);
    assertThatThrownBy(
            () ->
                new BaselineSettings(
                    List.of(), 1, 256, Double.NaN, 1, one, one, one, one, 1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("learningRate must be a number above 0 to 100, but was NaN");
    assertThatThrownBy(
            () ->
                new BaselineSettings(
                    List.of(), 1, 256, 0.1, 1, one, List.of(), one, one, 1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("dlrmBottom must be a list such as [400, 400], each a whole");
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
        .doesNotContain("search.pool", "search.epochs", "search.rungs")
        .contains("search.topK: 15", "retrain.embeddingRows: none");
    assertThat(ExperimentWriter.lines(with, key -> true))
        .contains("search.pool: 5\n", "search.epochs: 2\n");
  }

  @Test
  void experimentsRefuseSectionsThatContradictEachOther() {
    Experiment valid = ExperimentReader.read("file.yaml", ExampleFile.TEXT, List.of());
    SearchSettings s = valid.search();
    SearchSettings wide =
        new SearchSettings(
            s.strategy(),
            s.proxy(),
            s.lambda(),
            s.scope(),
            4,
            512,
            10,
            10,
            11,
            8,
            s.mutations(),
            s.pool(),
            s.epochs(),
            s.rungs(),
            2,
            5);

    assertThatThrownBy(
            () ->
                new Experiment(
                    "x",
                    1,
                    valid.data(),
                    valid.schema(),
                    valid.space(),
                    valid.warmUp(),
                    wide,
                    valid.retrain(),
                    valid.training(),
                    valid.baseline(),
                    valid.engine()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("search.tournament: must be 1..10 (at most search.population), but was 11");
  }
}
