package io.nasrec.data.table;

import io.nasrec.data.RawFormat;
import io.nasrec.data.raw.BadRows;
import io.nasrec.data.raw.Dialect;
import io.nasrec.data.raw.RawFile;
import io.nasrec.data.raw.RawFiles;
import io.nasrec.data.raw.RawSchema;
import io.nasrec.data.raw.RecordParser;
import io.nasrec.data.raw.RowUse;
import io.nasrec.data.raw.TextSource;
import io.nasrec.data.raw.UsualSize;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The user's own rows in delimited text. Without a header columns are called {@code c1}, {@code
 * c2}, ….
 *
 * @param files the files
 * @param dialect what the text looks like
 * @param roles the roles of its columns
 * @param maxBadRows how many malformed rows may be skipped, at least 0
 * @param use what the rows are read for
 */
public record DelimitedText(
    List<RawFile> files, Dialect dialect, ColumnRoles roles, long maxBadRows, RowUse use)
    implements TextSource {
  /** Checks the values. */
  public DelimitedText {
    files = RawFiles.atLeastOne(files);
    Objects.requireNonNull(dialect, "dialect must be given");
    Objects.requireNonNull(roles, "roles must be given");
    BadRows.checkedMax(maxBadRows);
  }

  /**
   * Files of which a data set is made.
   *
   * @param files the files
   * @param dialect what the text looks like
   * @param roles what its columns are
   * @param maxBadRows how many malformed rows may be skipped, at least 0
   */
  public DelimitedText(List<RawFile> files, Dialect dialect, ColumnRoles roles, long maxBadRows) {
    this(files, dialect, roles, maxBadRows, RowUse.LEARNING);
  }

  @Override
  public RawFormat format() {
    return RawFormats.of("delimited", dialect, roles);
  }

  @Override
  public RawSchema schema() {
    return use.with(roles.schema());
  }

  @Override
  public Dialect dialect(Path file) {
    return dialect;
  }

  @Override
  public RecordParser parser(Path file, List<String> header) {
    List<String> columns = dialect.header() ? names(header) : numbered(file);
    if (use.learning()) {
      roles.requireAll(file.toString(), columns);
    }
    return new CellReader(roles, file.toString(), columns, Set.of(), use)
        .records(columns.size(), "");
  }

  /** The names of columns in a file without names, from which the label may be absent. */
  private List<String> numbered(Path file) {
    List<String> all = numbered(roles.all().size());
    boolean unlabelled = !use.labels() && UsualSize.of(file, dialect) == all.size() - 1;
    return unlabelled ? all.stream().filter(name -> !name.equals(roles.label())).toList() : all;
  }

  /** The columns' display names; a column without a name gets the one that Pandas would give it. */
  static List<String> names(List<String> header) {
    return IntStream.range(0, header.size())
        .mapToObj(i -> header.get(i).isBlank() ? "Unnamed: " + i : header.get(i).strip())
        .toList();
  }

  /** The display names of columns without names. */
  static List<String> numbered(int columns) {
    return IntStream.rangeClosed(1, columns).mapToObj(i -> "c" + i).toList();
  }
}
