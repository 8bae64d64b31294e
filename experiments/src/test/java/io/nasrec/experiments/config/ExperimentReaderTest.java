package io.nasrec.experiments.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nasrec.data.DenseTransform;
import io.nasrec.data.SplitScheme;
import io.nasrec.experiments.config.schema.Amount;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.search.strategy.Mutations;
import io.nasrec.supernet.baseline.Baseline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentReaderTest {

  @Test
  void everyKeyArrivesInItsRecord() {
    Experiment experiment = read(ExampleFile.TEXT);

    assertThat(experiment.name()).isEqualTo("example");
    assertThat(experiment.seed()).isEqualTo(7);
    assertThat(experiment.data())
        .isEqualTo(
            new DataSettings(
                new FormatChoice.ClickLog(DataFormat.CRITEO),
                Optional.of(List.of(Path.of("rows.tsv.gz"))),
                Optional.empty(),
                SplitScheme.NASREC,
                DenseTransform.LOG1P,
                Optional.empty(),
                10,
                Optional.empty(),
                Optional.empty(),
                0));
    assertThat(experiment.warmUp().sample()).isEqualTo(new Amount.Share(1));
    assertThat(experiment.warmUp().fullPathDecay()).isEqualTo(new Amount.Count(15_000));
    assertThat(experiment.warmUp().embeddingRows()).contains(500_000);
    assertThat(experiment.search().proxy().lambda()).containsExactly(1.0, 0.5, 0.001);
    assertThat(experiment.search().strategy())
        .isEqualTo(new StrategyChoice.Evolution(64, new Mutations.Constant(1)));
    assertThat(experiment.retrain().embeddingRows()).isEmpty();
    assertThat(experiment.retrain().embeddingL2()).isEqualTo(1e-6);
    assertThat(experiment.training().learningRateWarmUp().fraction()).isEqualTo(0.1);
    assertThat(experiment.engine().threads()).isEqualTo(2);
  }

  @Test
  void overridesWinAndTheLastWinsAmongThem() {
    Experiment experiment =
        read(
            ExampleFile.TEXT,
            "search.workers=3",
            "search.workers=4",
            "search.lambda=1,1,0",
            "data.prepared = /some/dir",
            "data.raw=none");

    assertThat(experiment.engine().workers()).isEqualTo(4);
    assertThat(experiment.search().proxy().lambda()).containsExactly(1.0, 1.0, 0.0);
    assertThat(experiment.data().prepared()).contains(Path.of("/some/dir"));
    assertThat(experiment.data().raw()).isEmpty();
  }

  @Test
  void allProblemsAreReportedAtOnceInTheOrderOfTheFileWithSetLast() {
    String yaml =
        ExampleFile.TEXT
            .replace("seed: 7", "seed: -1")
            .replace("  blocks: 7", "  blocks: seven")
            .replace("  population: 128", "  poplation: 128")
            .replace("  clipNorm: 5.0\n", "");

    assertThat(problems(yaml, "search.workers=0", "nonsense"))
        .containsExactly(
            "file.yaml:2: seed: must be a whole number of at least 0, but was -1",
            "file.yaml:12: space.blocks: must be a whole number 1..7 (blocks), but was seven",
            "file.yaml:22: search.population: is missing;"
                + " it must be a whole number 1..1000000 (subnets)",
            "file.yaml:29: search.poplation: unknown key; did you mean search.population?",
            "file.yaml:45: training.clipNorm: is missing;"
                + " it must be a number above 0 to 1000000",
            "--set: must be key.path=value, but was 'nonsense'",
            "--set: search.workers: must be a whole number 1..1024 (threads), but was 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "seed: 7 | seed: 1.5 | 2: seed: must be a whole number of at least 0, but was 1.5",
        "seed: 7 | seed: 99999999999999999999 | 2: seed: must be a whole number of at least 0,"
            + " but was 99999999999999999999",
        "seed: 7 | seed: | 2: seed: must be a whole number of at least 0, but was empty",
        "name: example | name: a/b | 1: name: must be up to 100 letters, digits, '-', '_' and '.',"
            + " the first a letter, digit or '_', but was a/b",
        "format: criteo | format: crito | 4: data.format: must be one of criteo, avazu,"
            + " kdd12, delimited, arrow, parquet, synthetic, but was crito; did you mean criteo?",
        "layerNorm: true | layerNorm: yes | 13: space.layerNorm: must be true or false, but was"
            + " yes",
        "embeddingDim: 16 | embeddingDim: 20 | 14: space.embeddingDim: must be a whole number 8..64"
            + " (dimensions), a multiple of 8, but was 20",
        "sample: 1% | sample: 101% | 16: warmUp.sample: must be a share 0%..100% or a number of"
            + " rows,"
            + " but was 101%",
        "learningRateWarmUp: 10% | learningRateWarmUp: 10 | 48: training.learningRateWarmUp:"
            + " must be a share 0%..100% of the steps, but was 10",
        "clipNorm: 5.0 | clipNorm: NaN | 46: training.clipNorm: must be a number above 0 to"
            + " 1000000,"
            + " but was NaN",
        "clipNorm: 5.0 | clipNorm: 0 | 46: training.clipNorm: must be a number above 0 to 1000000,"
            + " but was 0",
        "lambda: [1, 0.5, 1e-3] | lambda: [1, 1] | 25: search.lambda: must be a list of exactly"
            + " 3 finite numbers such as [1, 1, 1], but was [1, 1]",
        "lambda: [1, 0.5, 1e-3] | lambda: [0, 0, 0] | 25: search.lambda: must have a number other"
            + " than 0: every score would be 0",
        "raw: rows.tsv.gz | raw: [] | 5: data.raw: must be a path or a list of paths such as"
            + " [a.csv, b.csv], or none, but was []",
        "minCount: 10 | minCount: {a: 1} | 8: data.minCount: is not a section; it must be"
            + " a whole number of at least 1 (occurrences)",
        "tournament: 64 | tournament: 300 | 31: search.tournament: must be 1..128"
            + " (at most search.population), but was 300",
        "children: 8 | children: 129 | 32: search.children: must be 1..128"
            + " (at most search.population), but was 129",
        "topK: 15 | topK: 3000 | 35: search.topK: must be 1..2048 (search.population +"
            + " search.generations × search.children), but was 3000",
        "batches: 4 | batches: 1 | 27: search.batches: must be a whole number 2..1024 (batches),"
            + " but was 1",
        "seed: 7 | seed: *other | 2: seed: must be a whole number of at least 0, but was *other"
      })
  void saysWhatIsWrongAndWhatWouldBeRight(String line, String replacement, String problem) {
    String yaml = ExampleFile.with(line, replacement);
    if (yaml.contains("*other")) {
      yaml = yaml.replace("name: example", "name: &other example");
    }

    assertThat(problems(yaml)).contains("file.yaml:" + problem);
  }

  @Test
  void keysOfOtherStrategiesAreNotRead() {
    String strategy = "strategy: regularized-evolution";

    assertThat(problems(ExampleFile.with(strategy, "strategy: rs\n  pool: 5")))
        .containsExactly(
            "file.yaml:24: search.pool: is not read with search.strategy rs, but with g-rs, g-rea,"
                + " a-rea, g-reinforce, g-hb");
    assertThat(problems(ExampleFile.with(strategy, "strategy: random\n  epochs: 1")))
        .containsExactly(
            "file.yaml:24: search.epochs: is not read with search.strategy random, but with rs,"
                + " g-rs, rea, g-rea, a-rea, reinforce, g-reinforce, autoctr, hyperband, g-hb");
    assertThat(
            read(ExampleFile.with(strategy, "strategy: g-rea\n  pool: 5\n  epochs: 2"))
                .search()
                .strategy())
        .isEqualTo(new StrategyChoice.GuidedRea(64, new Mutations.Constant(1), 5, Optional.of(2)));
  }

  @ParameterizedTest
  @CsvSource({
    "warmup.epochs, warmUp.epochs",
    "search.learningrate, warmUp.learningRate",
    "workers, engine.workers",
    "retrain.embeddingDim, space.embeddingDim",
    "serach.population, search.population",
    "sead, seed",
    "traning, training"
  })
  void unknownKeysComeWithTheNearestOne(String unknown, String nearest) {
    assertThat(problems(ExampleFile.TEXT, unknown + "=1"))
        .contains("--set: " + unknown + ": unknown key; did you mean " + nearest + "?");
  }

  @Test
  void unknownKeysThatResembleNothingComeWithTheKeysOfTheirSection() {
    assertThat(problems(ExampleFile.TEXT, "engine.turbocharger=1"))
        .containsExactly("--set: engine.turbocharger: unknown key; its keys are threads, workers");
  }

  @Test
  void listsOfWholeNumbers() {
    assertThat(ExperimentReader.read("f", ExampleFile.TEXT, List.of()).baseline().hidden())
        .containsExactly(400, 300);
    assertThat(
            ExperimentReader.read("f", ExampleFile.TEXT, List.of("baseline.hidden=8"))
                .baseline()
                .hidden())
        .containsExactly(8);
    String expected = " must be a list in brackets, each a whole number 1..65536 (units), but was ";
    assertThat(
            problems(
                ExampleFile.TEXT,
                "baseline.hidden=[4, 0]",
                "baseline.dlrmTop=[]",
                "baseline.dlrmBottom=[1.5]"))
        .containsExactlyInAnyOrder(
            "--set: baseline.hidden:" + expected + "[4, 0]",
            "--set: baseline.dlrmTop:" + expected + "[]",
            "--set: baseline.dlrmBottom:" + expected + "[1.5]");
  }

  @Test
  void baselinesAreAListOfDifferentNamesOrNone() {
    assertThat(ExperimentReader.read("f", ExampleFile.TEXT, List.of()).baseline().networks())
        .containsExactly(Baseline.LOGISTIC_REGRESSION, Baseline.FM);
    for (String none : List.of("none", "[]")) {
      Experiment without =
          ExperimentReader.read("f", ExampleFile.TEXT, List.of("baseline.networks=" + none));
      assertThat(without.baseline().networks()).isEmpty();
      assertThat(ExperimentWriter.yaml(without)).contains("networks: []");
    }
    String expected =
        "--set: baseline.networks: must be a list of different baselines such as"
            + " [logistic-regression, deepfm], each one of logistic-regression, fm, deepfm, dlrm,"
            + " xdeepfm, autoint, dcn-v2, or none, but was ";
    assertThat(problems(ExampleFile.TEXT, "baseline.networks=[deepfm, deepfm]"))
        .containsExactly(expected + "[deepfm, deepfm]");
    assertThat(problems(ExampleFile.TEXT, "baseline.networks=lr")).containsExactly(expected + "lr");
  }

  @Test
  void ofAnUnknownSectionOnlyTheSectionIsReported() {
    assertThat(problems(ExampleFile.with("engine:", "engines:")))
        .containsExactly(
            "file.yaml:1: engine: section is missing; its keys are threads, workers",
            "file.yaml:64: engines: unknown key; did you mean engine?");
  }

  @Test
  void aSectionThatHoldsAValueIsReportedOnce() {
    assertThat(problems(ExampleFile.TEXT, "baseline=5"))
        .containsExactly(
            "--set: baseline: is a section; its keys are networks, epochs, batchSize, learningRate,"
                + " patience, hidden, dlrmBottom, dlrmTop, cinMaps, attentionLayers,"
                + " attentionHeads,"
                + " attentionHeadDim, crossLayers, effort");
  }

  @Test
  void aKeyGivenTwiceIsReportedWithBothLines() {
    assertThat(problems(ExampleFile.with("  workers: 2", "  workers: 2\n  workers: 3")))
        .containsExactly("file.yaml:35: search.workers: is given twice, first in line 34");
  }

  @Test
  void criteoWithoutRowsTellsHowToNameThem() {
    assertThat(problems(ExampleFile.with("  raw: rows.tsv.gz", "  # none")))
        .containsExactly(
            "file.yaml:3: data.raw: is needed with data.format criteo: add --set data.raw=FILE"
                + " (or --set data.prepared=DIR, a directory that 'nasrec prepare' made)");
  }

  @Test
  void syntheticDataWantsNoFile() {
    assertThat(problems(ExampleFile.with("  format: criteo", "  format: synthetic")))
        .containsExactly(
            "file.yaml:5: data.raw: is not read with data.format synthetic; take an experiment file"
                + " for your data (such as experiments/configs/criteo-sample.yaml)"
                + " or --set data.format=criteo");
  }

  @Test
  void rawAndPreparedExcludeEachOther() {
    List<String> excluded =
        List.of(
            "data.prepared: excludes data.raw; drop one of them,"
                + " for example with --set data.prepared=none");
    String both = ExampleFile.with("  raw: rows.tsv.gz", "  raw: rows.tsv.gz\n  prepared: dir");

    assertThat(problems(both)).containsExactly("file.yaml:6: " + excluded.get(0));
    assertThat(problems(ExampleFile.TEXT, "data.raw=a.tsv", "data.prepared=dir"))
        .containsExactly("--set: " + excluded.get(0));
  }

  @Test
  void rowsOnTheCommandLineReplaceThoseOfTheFileHoweverTheyAreNamed() {
    String prepared = ExampleFile.with("  raw: rows.tsv.gz", "  prepared: dir");

    DataSettings fromRaw = read(ExampleFile.TEXT, "data.prepared=other").data();
    DataSettings fromPrepared = read(prepared, "data.raw=a.tsv,b.tsv").data();

    assertThat(fromRaw.prepared()).contains(Path.of("other"));
    assertThat(fromRaw.raw()).isEmpty();
    assertThat(fromPrepared.raw()).contains(List.of(Path.of("a.tsv"), Path.of("b.tsv")));
    assertThat(fromPrepared.prepared()).isEmpty();
    // Nothing is named, so nothing is replaced.
    assertThat(read(ExampleFile.TEXT, "data.prepared=none").data().raw()).isPresent();
    assertThat(read(prepared, "data.raw=none").data().prepared()).isPresent();
  }

  @Test
  void syntaxErrorsGiveLineAndColumn() {
    assertThat(problems("name: example\nseed: [1, 2\nspace: {"))
        .containsExactly("file.yaml:3:6: not YAML:" + " expected ',' or ']', but got :");
    assertThat(problems("name: example\n\tseed: 1\n"))
        .singleElement()
        .asString()
        .startsWith("file.yaml:2:1: not YAML: found character ")
        .contains("(TAB)");
  }

  @ParameterizedTest
  @CsvSource({"'', 1", "'- a', 1", "'# only a comment', 1"})
  void whatHoldsNoKeysIsNoExperiment(String yaml, int line) {
    assertThat(problems(yaml))
        .containsExactly(
            "file.yaml:"
                + line
                + ": an experiment file must hold keys and values, such as 'seed: 1'");
  }

  @Test
  void aSecondDocumentIsRefused() {
    assertThat(problems(ExampleFile.TEXT + "---\nname: b\n"))
        .singleElement()
        .asString()
        .contains("a second document; an experiment file holds one");
  }

  @Test
  void filesThatCannotBeReadAreTheUsersMistake(@TempDir Path dir) throws Exception {
    Path latin = dir.resolve("latin.yaml");
    Files.write(latin, "name: é".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> ExperimentReader.read(dir.resolve("no.yaml"), List.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(dir.resolve("no.yaml") + ": no such experiment file");
    assertThatThrownBy(() -> ExperimentReader.read(latin, List.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(latin + ": not UTF-8 text");
  }

  private static Experiment read(String yaml, String... overrides) {
    return ExperimentReader.read("file.yaml", yaml, List.of(overrides));
  }

  private static List<String> problems(String yaml, String... overrides) {
    ConfigurationException exception =
        catchThrowableOfType(ConfigurationException.class, () -> read(yaml, overrides));
    assertThat(exception).as("the file should have been refused").isNotNull();
    return exception.problems();
  }
}
