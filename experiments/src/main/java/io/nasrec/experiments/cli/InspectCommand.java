package io.nasrec.experiments.cli;

import static io.nasrec.experiments.render.text.Figures.count;

import io.nasrec.commons.AtomicFile;
import io.nasrec.data.raw.Dialect;
import io.nasrec.data.table.ColumnGuess;
import io.nasrec.data.table.Inspection;
import io.nasrec.data.table.Inspector;
import io.nasrec.experiments.config.StartingExperiment;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.render.text.TextTable;
import io.nasrec.experiments.terminal.ConsoleProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code nasrec inspect}: guesses what a file of the user's contains, and writes a first experiment
 * file.
 */
@Command(
    name = "inspect",
    description =
        "Inspects a file of your own (delimited text, plain, gzip or zstd; Arrow; Parquet), reports"
            + " what its columns seem to be, and writes a starting experiment file.",
    footerHeading = Nasrec.EXAMPLES,
    footer = "  ./nasrec inspect shop.csv --label click",
    mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {
  private static final int NUMBERS_FROM = 2;

  @Parameters(paramLabel = "FILE", description = "The file, or a directory of files.")
  private Path file;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = "The 0/1 column to predict. Default: the likeliest one.")
  private String label;

  @Option(
      names = "--categorical",
      paramLabel = "COLUMN",
      description = "A column to treat as categorical, whatever it looks like; may be repeated.")
  private final Set<String> categorical = new LinkedHashSet<>();

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "How many rows to inspect, from the first one (default: 1000000).")
  private long rows = 1_000_000;

  @Option(
      names = "--out",
      paramLabel = "EXPERIMENT.yaml",
      description =
          "The experiment file to write; an existing one is never overwritten. Default: derived"
              + " from FILE.")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (rows < 1) {
      throw new ParameterException(
          spec.commandLine(), "--rows must be at least 1, but was " + rows);
    }
    String name = name();
    Path target = out == null ? Path.of(name + ".yaml") : out;
    if (Files.exists(target)) {
      throw new ConfigurationException(
          List.of(target + " already exists; name another file with --out"));
    }
    Inspection inspection =
        new Inspector(file, Optional.ofNullable(label), categorical, rows, new ConsoleProgress())
            .run();
    AtomicFile.write(target, StartingExperiment.yaml(inspection, name));
    print(inspection, target);
    return 0;
  }

  /** The file's name without its extensions, as a valid experiment name. */
  private String name() {
    String name = file.toAbsolutePath().getFileName().toString().replaceFirst("(?<=.)\\..*", "");
    return name.replaceAll("[^A-Za-z0-9_-]", "_").replaceFirst("^-", "_");
  }

  private void print(Inspection found, Path target) {
    PrintWriter text = spec.commandLine().getOut();
    text.printf(
        "%s: %s%s, %s%s rows%n",
        found.file(),
        found.format(),
        found.dialect().map(InspectCommand::words).orElse(""),
        found.complete() ? "" : "the first ",
        count(found.rows()));
    if (found.irregular() > 0) {
      text.printf("rows with another number of columns: %s%n", count(found.irregular()));
    }
    TextTable table =
        new TextTable(
            column -> column == NUMBERS_FROM || column == NUMBERS_FROM + 1,
            List.of("column", "type", "missing", "distinct", "range", "taken for"));
    for (ColumnGuess column : found.columns()) {
      table.add(
          List.of(
              column.name(),
              column.type(),
              column.missingShare(),
              column.distinct(),
              column.range(),
              role(column)));
    }
    text.print(table);
    double rate = 100.0 * found.positives() / Math.max(1, found.rows() - found.irregular());
    text.printf(Locale.ROOT, "label rate: %.2f %%%n", rate);
    found.notes().forEach(note -> text.printf("note: %s%n", note));
    text.printf("wrote %s; check its schema section, then run%n", target);
    text.printf("./nasrec search %s%n", target);
    text.flush();
  }

  private static String words(Dialect dialect) {
    return " by '%s'%s%s"
        .formatted(
            dialect.delimiter() == '\t' ? "\\t" : dialect.delimiter(),
            dialect.quotes() ? ", quoted" : "",
            dialect.header() ? ", with a header" : ", without a header");
  }

  private static String role(ColumnGuess column) {
    String role = column.role().name().toLowerCase(Locale.ROOT);
    return column.note().isEmpty() ? role : role + ": " + column.note();
  }
}
