package io.nasrec.experiments.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.config.schema.GivenKeys;
import io.nasrec.experiments.config.schema.Node;
import io.nasrec.experiments.config.schema.Problems;
import io.nasrec.search.measurement.Scope;
import io.nasrec.search.proxy.ProxyName;
import io.nasrec.search.strategy.Mutations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections whose keys depend on their kind, and the spelling of keys before there were any. */
class VariantsTest {

  static Stream<String> kinds() {
    return Stream.of("search.strategy", "search.proxy", "data.format")
        .flatMap(
            path ->
                ((Node.Variants) Experiment.SCHEMA.at(path).orElseThrow())
                    .kinds().keySet().stream().map(kind -> path + "=" + kind));
  }

  /** By its name alone, with the published values. */
  @ParameterizedTest
  @MethodSource("kinds")
  void whatIsWrittenOfEveryKindReadsBackEqual(String kind) {
    List<String> overrides = new ArrayList<>(List.of(kind, "data.prepared=dir"));
    boolean own = kind.matches(".*(delimited|arrow|parquet)");
    String yaml =
        PapersQuickstart.text()
            + (own
                ? """
                  schema:
                    label: y
                    dense: {}
                    categorical: {c: 2}
                    ignored: []
                    missing: []
                  """
                : "");

    Experiment experiment = ExperimentReader.read("quickstart.yaml", yaml, overrides);

    String written = ExperimentWriter.yaml(experiment);
    assertThat(read(written)).isEqualTo(experiment);
    assertThat(ExperimentWriter.texts(read(written)))
        .isEqualTo(ExperimentWriter.texts(experiment))
        .containsEntry(kind.substring(0, kind.indexOf('=')), kind.substring(kind.indexOf('=') + 1));
    assertThat(JsonSchemaTest.faults(written)).isEmpty();
  }

  @Test
  void aSectionByItsKind() {
    String yaml =
        quickstart()
            .replace("    kind: regularized-evolution\n", "    kind: g-rea\n    pool: 5\n")
            .replace("    kind: sigeo ", "    kind: sigeo-rank ");

    SearchSettings search = read(yaml, "search.strategy.epochs=2").search();

    assertThat(search.strategy())
        .isEqualTo(new StrategyChoice.GuidedRea(12, new Mutations.Constant(1), 5, Optional.of(2)));
    assertThat(search.proxy())
        .isEqualTo(
            new ProxyChoice.SiGeo(ProxyName.SIGEO_RANK, List.of(1.0, 1.0, 1.0), Scope.DENSE));
  }

  @Test
  void anotherKindOnTheCommandLineKeepsTheKeysThatItHas() {
    assertThat(read(quickstart(), "search.strategy=rea").search().strategy())
        .isEqualTo(new StrategyChoice.Rea(12, new Mutations.Constant(1), Optional.empty()));
    assertThat(read(quickstart(), "search.strategy=random").search().strategy())
        .isEqualTo(new StrategyChoice.Random());
    assertThat(
            read(quickstart(), "search.strategy.kind=g-hb", "search.strategy.pool=3")
                .search()
                .strategy())
        .isEqualTo(new StrategyChoice.GuidedHyperband(3, 3, Optional.empty()));
    assertThat(read(quickstart(), "search.proxy=naswot").search().proxy())
        .isEqualTo(new ProxyChoice.WithoutKeys(ProxyName.NASWOT));
    assertThat(read(quickstart(), "data.format=criteo", "data.raw=a.tsv").data().format())
        .isEqualTo(new FormatChoice.ClickLog(DataFormat.CRITEO));
  }

  @Test
  void aWholeSectionOnTheCommandLineReplacesThatOfTheFile() {
    SearchSettings search =
        read(
                quickstart(),
                "search.strategy={kind: a-rea, tournament: 3}",
                "search.proxy={kind: sigeo, lambda: [1, 1, 0], scope: all}")
            .search();

    assertThat(search.strategy())
        .isEqualTo(
            new StrategyChoice.AssistedRea(3, new Mutations.Constant(1), 10, Optional.empty()));
    assertThat(search.proxy())
        .isEqualTo(new ProxyChoice.SiGeo(ProxyName.SIGEO, List.of(1.0, 1.0, 0.0), Scope.ALL));
    assertThat(problems(quickstart(), "search.strategy={kind: rea"))
        .containsExactly(
            "--set: search.strategy: must be keys and values in braces, but was {kind: rea");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "search.strategy=g-rae | search.strategy: must be one of random, regularized-evolution, rs,"
            + " g-rs, rea, g-rea, a-rea, reinforce, g-reinforce, autoctr, hyperband, g-hb, but was g-rae;"
            + " did you mean g-rea?",
        "search.strategy.kind= | search.strategy.kind: must be one of random,"
            + " regularized-evolution, rs, g-rs, rea, g-rea, a-rea, reinforce, g-reinforce,"
            + " autoctr, hyperband, g-hb, but was empty",
        "search.strategy={pool: 5} | search.strategy.kind: is missing; it must be one of random,"
            + " regularized-evolution, rs, g-rs, rea, g-rea, a-rea, reinforce, g-reinforce,"
            + " autoctr, hyperband, g-hb",
        "search.strategy.pool=5 | search.strategy.pool: is not read with search.strategy"
            + " regularized-evolution, but with g-rs, g-rea, a-rea, g-reinforce, g-hb",
        "search.strategy.turnament=5 | search.strategy.turnament: unknown key; did you mean"
            + " search.strategy.tournament?",
        "search.strategy.elitism=5 | search.strategy.elitism: unknown key; its keys are kind,"
            + " tournament, mutations",
        "search.strategy.tournament=25 | search.strategy.tournament: must be 1..24 (at most"
            + " search.population), but was 25",
        "search.proxy.lambda=[0, 0, 0] | search.proxy.lambda: must have a number other than 0:"
            + " every score would be 0",
        "data.format.rows=10 | data.format.rows: must be a whole number 1000..1000000000 (rows),"
            + " but was 10",
      })
  void saysWhatIsWrong(String override, String problem) {
    assertThat(problems(quickstart(), override)).containsExactly("--set: " + problem);
  }

  @Test
  void aKeyOfAnotherKindIsRefusedInItsLine() {
    String yaml = quickstart().replace("    kind: regularized-evolution\n", "    kind: random\n");
    int line = (int) yaml.substring(0, yaml.indexOf("    tournament:")).lines().count() + 1;

    assertThat(problems(yaml))
        .containsExactly(
            "file.yaml:%s: search.strategy.tournament: is not read with search.strategy random, but"
                    .formatted(line)
                + " with regularized-evolution, rea, g-rea, a-rea",
            "file.yaml:%s: search.strategy.mutations: is not read with search.strategy random, but"
                    .formatted(line + 1)
                + " with regularized-evolution, rea, g-rea, a-rea, autoctr");
  }

  @Test
  void recordsRefuseKindsOfOthers() {
    assertThatThrownBy(() -> new ProxyChoice.OverScope(ProxyName.LOSS, Scope.ALL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "kind must be one of zico, fisher-rao, gradsign, grad-norm, l2-norm, snip, plain, but"
                + " was loss");
    assertThatThrownBy(() -> new FormatChoice.ClickLog(DataFormat.ARROW))
        .hasMessage("kind must be one of criteo, avazu, but was arrow");
  }

  /** The example file has the keys where they were before. */
  @Test
  void oldSpellingsAreReadWithANote() {
    GivenKeys keys =
        new GivenKeys(
            Experiment.SCHEMA,
            ExampleFile.TEXT,
            List.of("search.workers=3"),
            new Problems("file.yaml"));

    assertThat(keys.notes())
        .extracting(GivenKeys.Note::text)
        .containsExactly(
            "search.lambda is now search.proxy.lambda",
            "search.scope is now search.proxy.scope",
            "search.tournament is now search.strategy.tournament",
            "search.mutations is now search.strategy.mutations",
            "search.workers is now engine.workers",
            "search.workers is now engine.workers");
    assertThat(read(ExampleFile.TEXT, "search.workers=3").engine().workers()).isEqualTo(3);
    assertThat(problems(ExampleFile.TEXT + "  workers: 2\n"))
        .containsExactly(
            "file.yaml:66: engine.workers: is given twice, as search.workers in line 34");
  }

  /** Every file had them, whatever its strategy and proxy. */
  @Test
  void oldKeysThatTheChosenKindDoesNotHaveAreLeftOutWithANote() {
    String yaml =
        ExampleFile.with("  proxy: sigeo", "  proxy: flops")
            .replace("strategy: regularized-evolution", "strategy: random")
            .replace("  maxBadRows: 0\n", "  maxBadRows: 0\n  syntheticRows: 5000\n");

    assertThat(new GivenKeys(Experiment.SCHEMA, yaml, List.of(), new Problems("")).notes())
        .extracting(GivenKeys.Note::text)
        .contains(
            "data.syntheticRows is not read with data.format criteo",
            "search.lambda is not read with search.proxy flops",
            "search.tournament is not read with search.strategy random");
    assertThat(read(yaml).search().strategy()).isEqualTo(new StrategyChoice.Random());
    assertThat(read(quickstart(), "search.strategy=rs", "search.tournament=2").search().strategy())
        .isEqualTo(new StrategyChoice.Rs(Optional.empty()));
    // What was switched off in an old run's file is not given at all.
    assertThat(read(ExampleFile.with("  mutations: 1", "  mutations: 1\n  pool: none")).search())
        .isEqualTo(read(ExampleFile.TEXT).search());
  }

  @Test
  void theUsersOfKdd12MayBeGivenInBothSpellings() {
    for (String key : List.of("data.userProfile", "data.format.userProfile")) {
      assertThat(read(ExampleFile.TEXT, "data.format=kdd12", key + "=u.txt").data().userProfile())
          .contains(Path.of("u.txt"));
    }
  }

  @Test
  void aKeyOfASectionThatTheFileLeavesOutBringsTheSection() {
    String without = quickstart().replace("\nspace:", "\nconstraints: none\n\nspace:");

    assertThat(read(without).constraints()).isEmpty();
    assertThat(read(without, "constraints.macs=1000").constraints().orElseThrow().macs())
        .contains(1000L);
    assertThat(read(without, "constraints.macs=1000", "constraints=none").constraints()).isEmpty();
    assertThat(problems(without, "schema=none", "schema.label=x"))
        .anySatisfy(problem -> assertThat(problem).contains("schema"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{kind: random, kind: rea}",
        "{kind: rs, epochs: 1, epochs: 5}",
        "{kind: random}, topK: 3",
        "{kind: random}} #"
      })
  void aWholeSectionOnTheCommandLineIsReadToItsEnd(String section) {
    assertThat(problems(quickstart(), "search.strategy=" + section))
        .containsExactly(
            "--set: search.strategy: must be keys and values in braces, but was " + section);
  }

  @Test
  void namesWithDotsAreNoPaths() {
    String within = quickstart().replace("\nspace:\n", "\nspace:\n  blocks.x: 5\n");

    assertThat(problems(quickstart() + "serach.topK: 5\nfoo.bar: 5\n"))
        .hasSize(2)
        .allSatisfy(problem -> assertThat(problem).contains("unknown key"));
    assertThat(problems(within)).singleElement().asString().contains("space.blocks.x: unknown key");
  }

  /** Files that did not need a key had it as none; on the command line it is what it says. */
  @Test
  void anOldSpellingDoesNotEraseTheKeyOfToday() {
    String both = quickstart().replace("  maxBadRows: 0", "  syntheticRows: none\n  maxBadRows: 0");

    assertThat(both).isNotEqualTo(quickstart());
    assertThat(read(both)).isEqualTo(read(quickstart()));
    assertThat(problems(quickstart(), "search.workers=none"))
        .singleElement()
        .asString()
        .startsWith("--set: search.workers: must be");
  }

  private static String quickstart() {
    return PapersQuickstart.text();
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
