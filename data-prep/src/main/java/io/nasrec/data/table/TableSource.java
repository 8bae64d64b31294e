package io.nasrec.data.table;

import io.nasrec.data.RawFormat;
import io.nasrec.data.raw.BadRows;
import io.nasrec.data.raw.RawChunks;
import io.nasrec.data.raw.RawFile;
import io.nasrec.data.raw.RawFiles;
import io.nasrec.data.raw.RawSchema;
import io.nasrec.data.raw.RawSource;
import io.nasrec.data.raw.RowUse;
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
 * @param use what the rows are read for
 */
public record TableSource(
    TableFormat tables, List<RawFile> files, ColumnRoles roles, long maxBadRows, RowUse use)
    implements RawSource {
  /** Checks the values. */
  public TableSource {
    Objects.requireNonNull(tables, "tables must be given");
    files = RawFiles.atLeastOne(files);
    Objects.requireNonNull(roles, "roles must be given");
    BadRows.checkedMax(maxBadRows);
  }

  /**
   * Files of which a data set is made.
   *
   * @param tables the files' format
   * @param files the files
   * @param roles what their columns are
   * @param maxBadRows how many malformed rows may be skipped, at least 0
   */
  public TableSource(TableFormat tables, List<RawFile> files, ColumnRoles roles, long maxBadRows) {
    this(tables, files, roles, maxBadRows, RowUse.LEARNING);
  }

  @Override
  public RawFormat format() {
    return RawFormats.of(tables.label(), null, roles);
  }

  @Override
  public RawSchema schema() {
    return use.with(roles.schema());
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
