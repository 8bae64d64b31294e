package io.nasrec.data.table;

import java.io.IOException;
import java.nio.file.Path;

/** File formats for tables that include column names and types. */
public enum TableFormat {
  /** Arrow's file format (also called Feather 2) or stream format, plain, LZ4 or zstd. */
  ARROW("arrow") {
    @Override
    Table open(Path file) throws IOException {
      return new ArrowTable(file);
    }
  },
  /** Parquet, plain, Snappy, gzip, LZ4 or zstd. */
  PARQUET("parquet") {
    @Override
    Table open(Path file) throws IOException {
      return new ParquetTable(file);
    }
  };

  private final String label;

  TableFormat(String label) {
    this.label = label;
  }

  /**
   * The format's name.
   *
   * @return such as {@code "arrow"}
   */
  public String label() {
    return label;
  }

  /**
   * Opens a file.
   *
   * @param file the file
   * @return the table, to be closed by the caller
   * @throws IOException if opening fails
   * @throws io.nasrec.commons.BadDataException if it is not such a file
   */
  abstract Table open(Path file) throws IOException;
}
