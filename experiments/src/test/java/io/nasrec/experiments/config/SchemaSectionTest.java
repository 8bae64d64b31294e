package io.nasrec.experiments.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import io.nasrec.data.DenseTransform;
import io.nasrec.data.raw.QuoteEscape;
import io.nasrec.experiments.config.schema.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema section: optional as a whole, with columns that nobody could know beforehand. */
class SchemaSectionTest {
  private static final int FIRST_LINE = ExampleFile.TEXT.lines().toList().size() + 1;

  /** Begins in line {@link #FIRST_LINE}. */
  private static final String SCHEMA =
      """
      schema:
        label: clicked
        dense:
          price: log1p
          "dwell, s": default
        categorical:
          city: 25
          ad: default
        ignored: [row id, 'a, b']
        missing: [NA, null, "-"]
        delimiter: semicolon
        quotes: true
        header: true
      """;

  private static final String TEXT =
      ExampleFile.with("  format: criteo", "  format: delimited") + SCHEMA;

  private static Experiment read(String yaml, String... overrides) {
    return ExperimentReader.read("file.yaml", yaml, List.of(overrides));
  }

  private static FormatChoice.Delimited text(Experiment experiment) {
    return (FormatChoice.Delimited) experiment.data().format();
  }

  private static List<String> problems(String yaml, String... overrides) {
    ConfigurationException exception =
        catchThrowableOfType(ConfigurationException.class, () -> read(yaml, overrides));
    assertThat(exception).as("the file should have been refused").isNotNull();
    return exception.problems();
  }

  private static String with(String line, String replacement) {
    assertThat(TEXT).contains(line + "\n");
    return TEXT.replace(line + "\n", replacement + "\n");
  }

  @Test
  void columnsArriveInTheirOrderWithTheirSettings() {
    SchemaSettings schema = read(TEXT).schema().orElseThrow();

    assertThat(schema.label()).isEqualTo("clicked");
    assertThat(schema.dense())
        .containsExactly(
            entry("price", Optional.of(DenseTransform.LOG1P)), entry("dwell, s", Optional.empty()));
    assertThat(schema.categorical())
        .containsExactly(entry("city", Optional.of(25)), entry("ad", Optional.empty()));
    assertThat(schema.ignored()).containsExactly("row id", "a, b");
    assertThat(schema.missing()).containsExactly("NA", "null", "-");
    assertThat(read(TEXT).data().format())
        .isEqualTo(
            new FormatChoice.Delimited(
                Delimiter.SEMICOLON, true, true, Optional.empty(), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seed=3",
        "schema.ignored=[]",
        "schema.ignored=a, 'b, c', \"{...} \\\" \\t x\", ~, true, 1e5, ''",
        "schema.missing=[null, \"?\", '#', '- a', '*']",
        "schema.dense={}",
        "schema.dense={'x: y': log1p, \"q\\\"\": default, \"[\": squareLog}",
        "schema.categorical=city: 10",
        "schema.label=a: b",
        "schema.escape=backslash",
        "schema.encoding=Latin1",
        "schema.encoding=utf-8"
      })
  void whatIsWrittenReadsBackEqual(String override) {
    Experiment experiment = read(TEXT, override);

    assertThat(read(ExperimentWriter.yaml(experiment))).isEqualTo(experiment);
    assertThat(ExperimentWriter.texts(read(ExperimentWriter.yaml(experiment))))
        .as("in the same order too")
        .isEqualTo(ExperimentWriter.texts(experiment));
  }

  @Test
  void aFileOfAKnownFormatHasNone() {
    Experiment experiment = read(ExampleFile.TEXT);

    assertThat(experiment.schema()).isEmpty();
    assertThat(ExperimentWriter.yaml(experiment)).contains("schema: none");
    assertThat(read(ExperimentWriter.yaml(experiment))).isEqualTo(experiment);
    assertThat(read(TEXT, "schema=none", "data.format=criteo").schema()).isEmpty();
  }

  @Test
  void allProblemsAreReportedWithTheLinesOfTheirColumns() {
    String yaml =
        TEXT.replace("price: log1p", "price: lgo1p")
            .replace("city: 25", "city: many")
            .replace("ad: default", "ad: 0")
            .replace("  header: true\n", "")
            .replace("quotes: true", "qoutes: true");

    assertThat(problems(yaml))
        .containsExactly(
            line(3)
                + "schema.dense.price: must be one of log1p, squareLog, none, signedLog1p, or"
                + " default,"
                + " but was lgo1p",
            line(6)
                + "schema.categorical.city: must be a whole number of at least 1 (occurrences),"
                + " or default, but was many",
            line(7)
                + "schema.categorical.ad: must be a whole number of at least 1 (occurrences),"
                + " or default, but was 0",
            line(11) + "schema.qoutes: unknown key; did you mean data.format.quotes?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "label: | 1 | schema.label: must be the name of one column; each label needs a run of its"
            + " own,"
            + " but was empty",
        "label: [clicked, bought] | 1 | schema.label: must be the name of one column; each label"
            + " needs a run of its own, but was [clicked, bought]",
        "delimiter: 9 | 10 | schema.delimiter: must be one of comma, tab, semicolon, bar, but was 9",
        "ignored: city | 8 | schema.ignored: names city, which is in schema.categorical too",
        "ignored: [x, x] | 8 | schema.ignored: names x, which is twice",
        "ignored: [x, [y]] | 8 | schema.ignored: must be a list of texts such as [a, b],"
            + " but was [x, {...}]",
        "ad: {a: b} | 7 | schema.categorical.ad: must be a whole number of at least 1"
            + " (occurrences), or default, but was {...}",
        "price: default | 7 | schema.categorical.price: is in schema.dense too",
        "clicked: default | 7 | schema.categorical.clicked: is in schema.label too",
        "city: 10 | 7 | schema.categorical.city: is given twice, first in line 72",
      })
  void saysWhatIsWrongAndWhere(String replacement, int at, String problem) {
    String[] lines = SCHEMA.split("\n");
    lines[at] = " ".repeat(lines[at].indexOf(lines[at].strip())) + replacement;
    String yaml = TEXT.replace(SCHEMA, String.join("\n", lines) + "\n");

    assertThat(problems(yaml)).contains(line(at) + problem);
  }

  @Test
  void withoutAnyCategoricalColumnThereIsNothingToEmbed() {
    assertThat(problems(TEXT, "schema.categorical={}"))
        .containsExactly(
            "--set: schema.categorical: must name at least one column:"
                + " a network embeds categories");
  }

  @Test
  void aColumnOfSplitsIsReadOnlyWhereTheSplitIsTheGivenOne() {
    assertThat(problems(TEXT, "schema.split=part"))
        .containsExactly(
            "--set: schema.split: is read with data.split given alone, but data.split is nasrec;"
                + " change that, or name the column in schema.ignored");
    assertThat(read(TEXT, "schema.split=part", "data.split=given").schema().orElseThrow().split())
        .contains("part");
  }

  @Test
  void idsOfNumbersNeedANumberThatBecomesOne() {
    assertThat(problems(TEXT, "data.squareLogIds=true"))
        .containsExactly(
            "--set: data.squareLogIds: has no effect unless a number is transformed with squareLog;"
                + " add --set data.denseTransform=squareLog");
    assertThat(read(TEXT, "data.squareLogIds=true", "schema.dense={price: squareLog}").data())
        .extracting(DataSettings::squareLogIds)
        .isEqualTo(Optional.of(true));
    assertThat(read(TEXT, "data.squareLogIds=true", "data.denseTransform=squareLog").data())
        .isNotNull();
  }

  @Test
  void aListIsNoSectionOfColumns() {
    assertThat(problems(TEXT, "schema.dense=[price]"))
        .containsExactly(
            "--set: schema.dense: must be a section of columns, each of which is one of log1p,"
                + " squareLog, none, signedLog1p, or default, but was [price]");
  }

  @Test
  void theSectionAndTheFormatMustAgree() {
    assertThat(problems(ExampleFile.with("  format: criteo", "  format: delimited")))
        .containsExactly(
            "file.yaml:4: data.format: needs a schema section with format delimited;"
                + " 'nasrec inspect FILE' writes one");
    assertThat(problems(ExampleFile.TEXT + SCHEMA))
        .containsExactly(
            line(0) + "schema: is not read with data.format criteo",
            line(10) + "schema.delimiter: is not read with data.format criteo, but with delimited",
            line(11) + "schema.quotes: is not read with data.format criteo, but with delimited",
            line(12) + "schema.header: is not read with data.format criteo, but with delimited");
    assertThat(problems(with("  format: delimited", "  format: parquet")))
        .containsExactly(
            line(10) + "schema.delimiter: is not read with data.format parquet, but with delimited",
            line(11) + "schema.quotes: is not read with data.format parquet, but with delimited",
            line(12) + "schema.header: is not read with data.format parquet, but with delimited");
  }

  @Test
  void aDifferenceOfColumnsIsNamed() {
    assertThat(Difference.between(read(TEXT), read(TEXT, "schema.categorical=city: 25")))
        .extracting(Difference::toString)
        .containsExactly(
            "the run was started with schema.categorical: {city: 25, ad: default},"
                + " now schema.categorical: {city: 25}");
    assertThat(Difference.between(read(ExampleFile.TEXT), read(TEXT)))
        .extracting(Difference::key)
        .contains("data.format", "schema.label", "data.format.header");
  }

  @Test
  void howTextIsReadMayBeLeftOut() {
    assertThat(text(read(TEXT)).encoding()).isEmpty();
    assertThat(text(read(TEXT, "schema.encoding=latin1")).encoding())
        .contains(StandardCharsets.ISO_8859_1);
    assertThat(text(read(TEXT, "schema.escape=backslash")).escape())
        .contains(QuoteEscape.BACKSLASH);
    assertThat(problems(TEXT, "schema.escape=backslash", "schema.quotes=false"))
        .containsExactly("--set: schema.escape: is not read without data.format.quotes: true");
    assertThat(problems(TEXT, "schema.escape=slash"))
        .containsExactly(
            "--set: schema.escape: must be one of doubled, backslash, or none, but was slash");
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf-16", "cp037", "shift_jis", "iso-2022-jp", "latin", "?"})
  void anEncodingThatHidesLineEndsOrThatNobodyKnowsIsRefused(String encoding) {
    assertThat(problems(TEXT, "schema.encoding=" + encoding))
        .containsExactly(
            "--set: schema.encoding: must be utf-8 or an encoding with one byte per character,"
                + " such as iso-8859-1 or windows-1252, or none, but was "
                + encoding);
  }

  @Test
  void userProfilesBelongToKdd12() {
    assertThat(problems(ExampleFile.TEXT, "data.userProfile=profile.txt"))
        .containsExactly(
            "--set: data.userProfile: is not read with data.format criteo, but with kdd12");
    assertThat(
            read(ExampleFile.TEXT, "data.format=kdd12", "data.userProfile=profile.txt")
                .data()
                .userProfile())
        .isPresent();
  }

  private static String line(int at) {
    return "file.yaml:" + (FIRST_LINE + at) + ": ";
  }
}
