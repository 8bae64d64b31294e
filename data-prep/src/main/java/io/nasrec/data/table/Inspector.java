package io.nasrec.data.table;

import io.nasrec.data.BadDataException;
import io.nasrec.data.Progress;
import io.nasrec.data.raw.Dialect;
import io.nasrec.data.raw.FileKind;
import io.nasrec.data.raw.RawFile;
import io.nasrec.data.raw.RawFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Looks at a file of the user's and says what it seems to hold. */
public final class Inspector {
  private static final int MOST_DISTINCT = 1_000_000;
  private static final int ROWS_PER_UPDATE = 4096;

  private final Path file;
  private final Optional<String> label;
  private final Set<String> categorical;
  private final long mostRows;
  private final Progress progress;

  /**
   * Prepares to look at a file.
   *
   * @param file the file
   * @param label the column with the labels; empty to look for it
   * @param categorical columns to take for categories, whatever they look like
   * @param mostRows how many rows are looked at, from the first one on; at least 1
   * @param progress hears of the stage "inspect"
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
   * Looks. Text, plain or compressed, Arrow and Parquet are told apart by the file's first bytes.
   *
   * @return what the file seems to hold
   * @throws BadDataException if it is missing or damaged, no column can be the label, or none seems
   *     to be categorical
   * @throws UncheckedIOException if reading fails
   */
  public Inspection run() {
    RawFiles.bytes(RawFile.of(file));
    try {
      FileKind kind = FileKind.of(file);
      if (kind == FileKind.ARROW_FILE || kind == FileKind.ARROW_STREAM) {
        return run(TableFormat.ARROW);
      }
      if (kind == FileKind.PARQUET) {
        return run(TableFormat.PARQUET);
      }
      TextShape shape = TextShape.of(file);
      try (Table table = new TextTable(file, shape)) {
        return run(table, Inspection.DELIMITED, Optional.of(shape.dialect()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Inspection run(TableFormat format) throws IOException {
    try (Table table = format.open(file)) {
      return run(table, format.label(), Optional.empty());
    }
  }

  private Inspection run(Table table, String format, Optional<Dialect> dialect) throws IOException {
    List<String> names = table.columns();
    for (String column : categorical) {
      LabelGuess.position(file, names, column);
    }
    List<ColumnStatistics> statistics =
        Stream.generate(() -> new ColumnStatistics(MOST_DISTINCT)).limit(names.size()).toList();
    long rows = 0;
    long irregular = 0;
    boolean more = table.next();
    for (; more && rows < mostRows; more = table.next()) {
      if (rows++ % ROWS_PER_UPDATE == 0 && table.done() < table.total()) {
        progress.update("inspect", table.done(), table.total(), table.unit());
      }
      if (table.isRegular()) {
        add(table, statistics);
      } else {
        irregular++;
      }
    }
    progress.update("inspect", table.done(), table.done(), table.unit());
    int labelColumn = LabelGuess.column(file, names, statistics, label);
    Set<String> missing = new TreeSet<>();
    statistics.forEach(column -> missing.addAll(column.missingSpellings()));
    List<ColumnGuess> columns =
        IntStream.range(0, names.size())
            .mapToObj(column -> guess(table, column, column == labelColumn, statistics.get(column)))
            .toList();
    if (columns.stream().noneMatch(column -> column.role() == ColumnGuess.Role.CATEGORICAL)) {
      throw new BadDataException(
          file
              + ": expected a column of categories (text, or whole numbers with few values), which a"
              + " network embeds, but found none; say which is one with --categorical COLUMN");
    }
    long positives = statistics.get(labelColumn).positives();
    return new Inspection(
        file, format, dialect, rows, irregular, !more, positives, columns, missing);
  }

  private ColumnGuess guess(Table table, int column, boolean isLabel, ColumnStatistics statistics) {
    String name = table.columns().get(column);
    if (table.type(column) == ColumnType.NESTED) {
      return ColumnGuess.nested(name, statistics);
    }
    if (isLabel) {
      return ColumnGuess.label(name, statistics);
    }
    return categorical.contains(name)
        ? ColumnGuess.category(name, statistics)
        : ColumnGuess.feature(name, statistics);
  }

  private static void add(Table table, List<ColumnStatistics> statistics) {
    for (int column = 0; column < statistics.size(); column++) {
      if (table.type(column) != ColumnType.NESTED) {
        statistics.get(column).add(table.cell(column));
      }
    }
  }
}
