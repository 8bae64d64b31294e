package io.nasrec.data.table;

import io.nasrec.data.raw.BadRows;
import io.nasrec.data.raw.Dialect;
import io.nasrec.data.raw.RawFile;
import io.nasrec.data.raw.RawFiles;
import io.nasrec.data.raw.RawSchema;
import io.nasrec.data.raw.RecordParser;
import io.nasrec.data.raw.TextSource;
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
 */
public record DelimitedText(
    List<RawFile> files, Dialect dialect, ColumnRoles roles, long maxBadRows)
    implements TextSource {
  /** Checks the values. */
  public DelimitedText {
    files = RawFiles.atLeastOne(files);
    Objects.requireNonNull(dialect, "dialect must be given");
    Objects.requireNonNull(roles, "roles must be given");
    BadRows.checkedMax(maxBadRows);
  }

  @Override
  public String format() {
    return "delimited";
  }

  @Override
  public String settings() {
    return "delimiter %s, quote %s, escape %s, header %s, encoding %s; %s"
        .formatted(
            (int) dialect.delimiter(),
            (int) dialect.quote(),
            dialect.escape(),
            dialect.header(),
            dialect.charset(),
            roles.settings());
  }

  @Override
  public RawSchema schema() {
    return roles.schema();
  }

  @Override
  public Dialect dialect(Path file) {
    return dialect;
  }

  @Override
  public RecordParser parser(Path file, List<String> header) {
    List<String> columns = dialect.header() ? names(header) : numbered(roles.all().size());
    roles.requireAll(file.toString(), columns);
    CellReader cells = new CellReader(roles, columns, Set.of());
    return (record, row) ->
        record.size() == columns.size()
            ? cells.read(record::get, row)
            : "expected %s columns, but found %s".formatted(columns.size(), record.size());
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
