package io.nasrec.data.raw;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;

/**
 * How many values the records of a text without column names have: what tells a file with labels
 * from one without them. That is decided once per file, by most of its first records: a record that
 * lacks a value must not pass for one that lacks its label.
 */
public final class UsualSize implements TextRecords.Sink {
  private final Map<Integer, Integer> records = new HashMap<>();

  private UsualSize() {}

  /**
   * Looks at the first records of a file.
   *
   * @param file plain, gzip or zstd
   * @param dialect without a header
   * @return the number of values that most of them have; 0 if there are none
   */
  public static int of(Path file, Dialect dialect) {
    try (TextFile text = new TextFile(file, dialect)) {
      TextFile.Piece piece = text.next();
      if (piece == null) {
        return 0;
      }
      UsualSize sizes = new UsualSize();
      new TextRecords(piece.text(), dialect, List.of(), record -> false).readTo(sizes);
      return sizes.records.entrySet().stream()
          .max(Map.Entry.comparingByValue())
          .map(Map.Entry::getKey)
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void record(CSVRecord record) {
    records.merge(record.size(), 1, Integer::sum);
  }

  @Override
  public void malformed(String problem) {
    // Whoever reads the file says so.
  }

  @Override
  public void blank() {
    // Means nothing.
  }
}
