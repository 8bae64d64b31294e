package io.nasrec.data.table;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.Printable;
import io.nasrec.commons.Progress;
import io.nasrec.data.raw.Dialect;
import io.nasrec.data.raw.FileKind;
import io.nasrec.data.raw.QuoteEscape;
import io.nasrec.data.raw.RawDirectory;
import io.nasrec.data.raw.RawFile;
import io.nasrec.data.raw.RawFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Inspects a file of the user's, or the files of a directory, and guesses what they contain. */
public final class Inspector {
  /** The maximum number of skipped file names that are reported. */
  private static final int MOST_NAMES = 3;

  private final Path file;
  private final Optional<String> label;
  private final Set<String> categorical;
  private final long mostRows;
  private final Progress progress;

  /**
   * Prepares an inspection.
   *
   * @param file the file, or the directory of files
   * @param label the column with the labels; empty to look for it
   * @param categorical columns to treat as categorical, whatever they look like
   * @param mostRows the maximum number of rows to inspect, from the first one on; at least 1
   * @param progress receives the stage "inspect"
   */
  public Inspector(
      Path file,
      Optional<String> label,
      Set<String> categorical,
      long mostRows,
      Progress progress) {
    this.file = file;
    this.label = label;
    this.categorical = Set.copyOf(categorical);
    this.mostRows = mostRows;
    this.progress = progress;
    if (mostRows < 1) {
      throw new IllegalArgumentException("mostRows must be at least 1, but was " + mostRows);
    }
  }

  /**
   * Inspects the data. Text, plain or compressed, Arrow and Parquet are distinguished by a file's
   * first bytes.
   *
   * @return the findings
   * @throws BadDataException if it is missing or damaged, its files differ in format or columns, no
   *     column can be the label, or no column seems categorical
   * @throws UncheckedIOException if reading fails
   */
  public Inspection run() {
    try {
      List<RawFile> raw = RawDirectory.files(List.of(file));
      RawFiles.bytes(raw);
      List<Path> files = raw.stream().map(RawFile::path).toList();
      FileKind kind = kind(files);
      if (kind == FileKind.ARROW_FILE || kind == FileKind.ARROW_STREAM) {
        return run(files, TableFormat.ARROW);
      }
      if (kind == FileKind.PARQUET) {
        return run(files, TableFormat.PARQUET);
      }
      TextShape shape = TextShape.of(files.get(0));
      return run(
          files,
          path -> new TextTable(path, shape),
          Inspection.DELIMITED,
          Optional.of(shape.dialect()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileKind kind(List<Path> files) throws IOException {
    FileKind first = FileKind.of(files.get(0));
    for (Path other : files) {
      FileKind kind = FileKind.of(other);
      if (kind != first && (isTable(kind) || isTable(first))) {
        throw new BadDataException(
            "%s is %s, but %s is %s: files that are read together must have one format"
                .formatted(files.get(0), first.words(), other, kind.words()));
      }
    }
    return first;
  }

  private static boolean isTable(FileKind kind) {
    return switch (kind) {
      case ARROW_FILE, ARROW_STREAM, PARQUET -> true;
      default -> false;
    };
  }

  private Inspection run(List<Path> files, TableFormat format) throws IOException {
    return run(files, format::open, format.label(), Optional.empty());
  }

  private Inspection run(
      List<Path> files, TableSeries.Opener opener, String format, Optional<Dialect> dialect)
      throws IOException {
    Survey survey;
    try (Table table = new TableSeries(files, opener)) {
      for (String column : categorical) {
        LabelGuess.position(file, table.columns(), column);
      }
      survey = Survey.of(table, mostRows, progress);
    }
    int labelColumn = LabelGuess.column(file, survey.names(), survey.statistics(), label);
    List<ColumnGuess> columns =
        IntStream.range(0, survey.names().size())
            .mapToObj(column -> guess(survey, column, column == labelColumn))
            .toList();
    columns = withoutConflicts(columns, files, opener);
    try (Table table = new TableSeries(files, opener)) {
      columns = new LabelConsequences(survey, labelColumn, categorical).markedIn(columns, table);
    }
    requireCategories(columns);
    Set<String> missing = new TreeSet<>();
    survey.statistics().forEach(column -> missing.addAll(column.missingSpellings()));
    return new Inspection(
        file,
        format,
        dialect,
        survey.rows(),
        survey.irregular(),
        survey.complete(),
        survey.statistics().get(labelColumn).positives(),
        columns,
        missing,
        notes(files, dialect, survey));
  }

  /** The guesses, of which those are ignored that would be read, but have no one type. */
  private List<ColumnGuess> withoutConflicts(
      List<ColumnGuess> guesses, List<Path> files, TableSeries.Opener opener) throws IOException {
    Map<String, ColumnTypes.Conflict> conflicts =
        ColumnTypes.conflicts(
            files,
            opener,
            names(guesses, ColumnGuess.Role.DENSE),
            names(guesses, ColumnGuess.Role.CATEGORICAL));
    for (ColumnTypes.Conflict conflict : conflicts.values()) {
      if (categorical.contains(conflict.column())) {
        throw new BadDataException(conflict.toString());
      }
    }
    return guesses.stream()
        .map(
            guess ->
                conflicts.containsKey(guess.name())
                    ? guess.ignored(conflicts.get(guess.name()).reason())
                    : guess)
        .toList();
  }

  private static List<String> names(List<ColumnGuess> guesses, ColumnGuess.Role role) {
    return guesses.stream().filter(guess -> guess.role() == role).map(ColumnGuess::name).toList();
  }

  private void requireCategories(List<ColumnGuess> columns) {
    if (columns.stream().noneMatch(column -> column.role() == ColumnGuess.Role.CATEGORICAL)) {
      throw new BadDataException(
          file
              + ": expected a column of categories (text, or whole numbers with few values),"
              + " which a"
              + " network embeds, but found none; say which is one with --categorical COLUMN");
    }
  }

  private ColumnGuess guess(Survey survey, int column, boolean isLabel) {
    String name = survey.names().get(column);
    ColumnStatistics statistics = survey.statistics().get(column);
    if (survey.types().get(column) == ColumnType.NESTED) {
      if (categorical.contains(name)) {
        throw new BadDataException(
            "%s, column %s: expected a text, number or boolean in each row, but found nested values"
                .formatted(file, name));
      }
      return ColumnGuess.nested(name, statistics);
    }
    if (isLabel) {
      return ColumnGuess.label(name, statistics);
    }
    ColumnGuess guess =
        categorical.contains(name)
            ? ColumnGuess.category(name, statistics)
            : ColumnGuess.feature(name, statistics);
    return statistics
        .times(name, survey.types().get(column).isTime())
        .map(guess::noting)
        .orElse(guess);
  }

  private List<String> notes(List<Path> files, Optional<Dialect> dialect, Survey survey)
      throws IOException {
    List<String> notes = new ArrayList<>();
    if (Files.isDirectory(file)) {
      notes.add(
          "%s files, from %s to %s"
              .formatted(
                  files.size(),
                  files.get(0).getFileName(),
                  files.get(files.size() - 1).getFileName()));
      List<String> others = othersThan(files);
      if (!others.isEmpty()) {
        int more = others.size() - MOST_NAMES;
        notes.add(
            "not read: %s%s"
                .formatted(
                    String.join(", ", others.subList(0, Math.min(MOST_NAMES, others.size()))),
                    more > 0 ? " and %s more".formatted(more) : ""));
      }
    }
    if (survey.blankLines() > 0) {
      notes.add("blank lines, which are skipped: " + survey.blankLines());
    }
    if (dialect
        .filter(text -> text.quotes() && text.escape() == QuoteEscape.BACKSLASH)
        .isPresent()) {
      notes.add("quotes inside quotes are written \\\", as Spark does");
    }
    if (dialect.filter(text -> !text.charset().equals(StandardCharsets.UTF_8)).isPresent()) {
      notes.add(
          "the text is not UTF-8 and is read as iso-8859-1; schema.encoding may name the right one,"
              + " such as windows-1252");
    }
    return notes;
  }

  /** The other files in the directory. */
  private List<String> othersThan(List<Path> files) throws IOException {
    try (Stream<Path> entries = Files.list(file)) {
      return entries
          .filter(entry -> !files.contains(entry))
          .map(entry -> Printable.of(entry.getFileName().toString()))
          .sorted()
          .toList();
    }
  }
}
