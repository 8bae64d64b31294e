package io.nasrec.experiments.config;

import io.nasrec.commons.Printable;
import io.nasrec.data.raw.Dialect;
import io.nasrec.data.raw.QuoteEscape;
import io.nasrec.data.table.ColumnGuess;
import io.nasrec.data.table.ColumnGuess.Role;
import io.nasrec.data.table.Inspection;
import io.nasrec.experiments.config.schema.Columns;
import io.nasrec.experiments.config.schema.FilePaths;
import io.nasrec.experiments.config.schema.FlowText;
import io.nasrec.experiments.config.schema.Label;
import io.nasrec.experiments.config.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A first experiment file for the user's own data: its columns with their guessed roles, and the
 * quickstart's search with numbers that fit the number of rows.
 */
public final class StartingExperiment {
  private static final int COMMENT_COLUMN = 35;
  private static final Pattern SECTION = Pattern.compile("(\\w+):.*");
  private static final Pattern KEY = Pattern.compile("  (\\w+): *([^#]*?) *(#.*)?");

  /** The number of training rows under the {@code nasrec} split. */
  private static final double TRAINING = 0.8;

  /** With more rows than this, one pass over them is enough, and fewer networks are. */
  private static final int MANY_ROWS = 500_000;

  private final Inspection inspection;
  private final String name;
  private final StringBuilder yaml = new StringBuilder();

  private StartingExperiment(Inspection inspection, String name) {
    this.inspection = inspection;
    this.name = name;
  }

  /**
   * Writes the file's text.
   *
   * @param inspection the findings about the data
   * @param name the experiment's name
   * @return YAML that {@link ExperimentReader} reads
   */
  public static String yaml(Inspection inspection, String name) {
    StartingExperiment start = new StartingExperiment(inspection, name);
    start.head();
    start.schema();
    start.searchOfQuickstart();
    return start.yaml.toString();
  }

  private void head() {
    yaml.append(
        """
        # A start for %s, written by 'nasrec inspect': read the schema section and correct it.
        #
        # Every number that a run depends on is in this file; `--set key.path=value` replaces one of them.
        # Counts may be written 500_000. `none` switches an optional key off.

        """
            .formatted(Printable.of(inspection.file().getFileName().toString())));
    inspection.notes().forEach(note -> yaml.append("# Note: ").append(note).append('\n'));
    if (!inspection.notes().isEmpty()) {
      yaml.append('\n');
    }
    line("", "name", FlowText.quoted(name), "starts the name of the run directory");
    line("", "seed", "2024", "every random stream is derived from it");
    yaml.append("\ndata:\n");
    format();
    String file = inspection.file().toString();
    String raw = FilePaths.isPlain(file) ? FlowText.quoted(file) : FlowText.of(List.of(file));
    line("  ", "raw", raw, "a file, or several: [a.csv, b.csv]; relative to the current directory");
    line(
        "  ",
        "split",
        "nasrec",
        "nasrec (10 folds: train 0-7, validation 8, test 9), x4 or" + " chronological");
    line("  ", "denseTransform", "log1p", "of dense columns that say default");
    line(
        "  ",
        "minCount",
        minCount(),
        "of categorical columns that say default: what is rarer shares an id");
    line("  ", "maxBadRows", "0", "malformed rows to count and skip before stopping");
  }

  private void schema() {
    yaml.append("\n# What the columns are; each is named once.\nschema:\n");
    ColumnGuess label = inspection.columns(Role.LABEL).get(0);
    double rate = 100.0 * inspection.positives() / Math.max(1, inspection.rows());
    line("  ", "label", FlowText.quoted(label.name()), format("0 or 1; rate of 1: %.2f %%", rate));
    columns("dense", "column: log1p, squareLog, signedLog1p, none or default", Role.DENSE);
    columns("categorical", "column: minimum count, or default", Role.CATEGORICAL);
    List<ColumnGuess> ignored = inspection.columns(Role.IGNORED);
    line(
        "  ",
        "ignored",
        FlowText.of(ignored.stream().map(ColumnGuess::name).toList()),
        String.join("; ", ignored.stream().map(c -> c.name() + ": " + c.note()).toList()));
    line(
        "  ",
        "missing",
        FlowText.of(List.copyOf(inspection.missing())),
        "beside the empty text; in all columns");
  }

  private void format() {
    String kinds = "delimited, arrow or parquet";
    if (inspection.dialect().isEmpty()) {
      line("  ", "format", inspection.format(), kinds);
    } else {
      line("  ", "format", "", "");
      line("    ", Schema.KIND, inspection.format(), kinds);
      dialect(inspection.dialect().get());
    }
  }

  private void columns(String key, String comment, Role role) {
    List<ColumnGuess> columns = inspection.columns(role);
    line("  ", key, columns.isEmpty() ? "{}" : "", comment);
    for (ColumnGuess column : columns) {
      String setting = column.transform().map(Label::of).orElse(Columns.DEFAULT);
      String range = column.range().isEmpty() ? "" : ", " + column.range();
      line(
          "    ",
          FlowText.quoted(column.name()),
          setting,
          "%s values%s, %s missing".formatted(column.distinct(), range, column.missingShare())
              + (column.note().isEmpty() ? "" : "; " + column.note()));
    }
  }

  private void dialect(Dialect dialect) {
    Delimiter delimiter =
        Stream.of(Delimiter.values())
            .filter(known -> known.character() == dialect.delimiter())
            .findFirst()
            .orElseThrow();
    line("    ", "delimiter", Label.of(delimiter), "comma, tab, semicolon or bar");
    line(
        "    ",
        "quotes",
        Boolean.toString(dialect.quotes()),
        "whether values may stand in double quotes");
    line(
        "    ",
        "header",
        Boolean.toString(dialect.header()),
        "whether the first line names the columns; else they are c1, c2, ...");
    if (dialect.quotes() && dialect.escape() != QuoteEscape.DOUBLED) {
      line(
          "    ",
          "escape",
          Label.of(dialect.escape()),
          "doubled, or backslash where quotes are \\\"");
    }
    if (!dialect.charset().equals(StandardCharsets.UTF_8)) {
      String name = dialect.charset().name().toLowerCase(Locale.ROOT);
      line("    ", "encoding", name, "utf-8, iso-8859-1, windows-1252, ...");
    }
  }

  /** All sections but data, verbatim except for the numbers that depend on the rows. */
  private void searchOfQuickstart() {
    Map<String, String> numbers = numbers();
    String text = ExperimentReader.quickstartText();
    String section = "";
    yaml.append('\n');
    for (String given : text.substring(text.indexOf("\nspace:") + 1).lines().toList()) {
      Matcher top = SECTION.matcher(given);
      Matcher key = KEY.matcher(given);
      section = top.matches() ? top.group(1) : section;
      String path = key.matches() ? section + "." + key.group(1) : "";
      if (numbers.containsKey(path)) {
        String comment = key.group(3) == null ? "" : key.group(3).substring(1).strip();
        line("  ", key.group(1), numbers.get(path), comment);
      } else {
        yaml.append(given).append('\n');
      }
    }
  }

  private Map<String, String> numbers() {
    double training = TRAINING * inspection.rows();
    Map<String, String> numbers = new LinkedHashMap<>();
    // A hundred steps or more, so that a learning rate can rise and fall.
    numbers.put("warmUp.batchSize", batch(training / 100, 512));
    numbers.put("retrain.batchSize", batch(training / 100, 256));
    numbers.put("baseline.batchSize", batch(training / 100, 256));
    numbers.put("search.batchSize", batch(training / 20, 256));
    if (training > MANY_ROWS) {
      numbers.put("retrain.epochs", "1");
      numbers.put("search.population", "16");
      numbers.put("search.crafted", "14");
      numbers.put("search.topK", "16");
      numbers.put("selection.finalists", "2");
      numbers.put("selection.trainings", "2");
    }
    return numbers;
  }

  /** The largest power of two not above a number, at least 16. */
  private static String batch(double rows, int most) {
    return String.valueOf(Math.max(16, Math.min(most, Integer.highestOneBit((int) rows))));
  }

  private String minCount() {
    return inspection.rows() < 100_000 ? "2" : inspection.rows() < 1_000_000 ? "5" : "10";
  }

  private void line(String indent, String key, String value, String comment) {
    String text = (indent + key + ": " + value).stripTrailing();
    int gap = Math.max(1, COMMENT_COLUMN - text.length());
    yaml.append(text);
    if (!comment.isEmpty()) {
      yaml.append(" ".repeat(gap)).append("# ").append(Printable.of(comment));
    }
    yaml.append('\n');
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
