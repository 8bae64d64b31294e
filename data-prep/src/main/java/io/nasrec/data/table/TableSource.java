package io.nasrec.data.table;

import io.nasrec.data.raw.BadRows;
import io.nasrec.data.raw.RawChunks;
import io.nasrec.data.raw.RawFile;
import io.nasrec.data.raw.RawFiles;
import io.nasrec.data.raw.RawSchema;
import io.nasrec.data.raw.RawSource;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * The user's own rows in Arrow or Parquet files.
 *
 * @param tables the files' format
 * @param files the files
 * @param roles the roles of their columns
 * @param maxBadRows how many malformed rows may be skipped, at least 0
 */
public record TableSource(
    TableFormat tables, List<RawFile> files, ColumnRoles roles, long maxBadRows)
    implements RawSource {
  /** Checks the values. */
  public TableSource {
    Objects.requireNonNull(tables, "tables must be given");
    files = RawFiles.atLeastOne(files);
    Objects.requireNonNull(roles, "roles must be given");
    BadRows.checkedMax(maxBadRows);
  }

  @Override
  public String format() {
    return tables.label();
  }

  @Override
  public String settings() {
    return roles.settings();
  }

  @Override
  public RawSchema schema() {
    return roles.schema();
  }

  @Override
  public List<RawFile> inputs() {
    return files;
  }

  @Override
  public RawChunks open() throws IOException {
    return new TableChunks(this, ColumnTypes.exact(this));
  }
}
