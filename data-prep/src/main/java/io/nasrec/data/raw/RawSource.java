package io.nasrec.data.raw;

import io.nasrec.data.BadDataException;
import io.nasrec.data.Progress;
import io.nasrec.data.RawIdentity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Raw rows in a fixed order, which can be read again and again. A source is a value: it says what
 * to read, and holds no open file. A new raw format is a new source.
 */
public interface RawSource {
  /**
   * The format's name.
   *
   * @return such as {@code "criteo"}
   */
  String format();

  /**
   * How the raw bytes become rows, where the format leaves that open: which column is the label,
   * what is missing. Data sets that were read differently differ.
   *
   * @return a text that is equal for equal reading; empty where the format says all
   */
  default String settings() {
    return "";
  }

  /**
   * The rows' features.
   *
   * @return the schema
   * @throws BadDataException if it must be read from the data, and cannot
   */
  RawSchema schema();

  /**
   * What somebody who uses the data should know of how it came about; told once, and kept with the
   * data set.
   *
   * @return whole sentences without a full stop; usually none
   */
  default List<String> notes() {
    return List.of();
  }

  /**
   * How many malformed records may be skipped.
   *
   * @return at least 0
   */
  long maxBadRows();

  /**
   * Every file that is read.
   *
   * @return the files; empty for data that is in none
   */
  List<RawFile> inputs();

  /**
   * Which raw data this is.
   *
   * @param progress hears of the stage "digest"
   * @return name, size and digest
   * @throws BadDataException if there is no such data
   */
  default RawIdentity identify(Progress progress) {
    return RawFiles.identify(inputs(), progress);
  }

  /**
   * Opens the data.
   *
   * @return its pieces, to be closed by the caller
   * @throws IOException if opening fails
   * @throws BadDataException if there is no such data
   */
  RawChunks open() throws IOException;

  /**
   * Reads all rows: parses them with several threads and hands them over in order, on the thread
   * that calls.
   *
   * @param threads the number of threads that parse, at least 1; what is read does not depend on it
   * @param stage what the rows are read for, as progress is told
   * @param progress hears how far it is
   * @param work what is done with each block of rows, on the thread that parsed it
   * @param results takes what {@code work} made
   * @param <T> what that is
   * @return the number of rows
   * @throws BadDataException if the data is missing, damaged, or has too many malformed records
   */
  default <T> Tally read(
      int threads,
      String stage,
      Progress progress,
      Function<RawRows, T> work,
      Consumer<T> results) {
    return new OrderedReading(this).run(threads, stage, progress, work, results);
  }

  /**
   * How many rows were read.
   *
   * @param rowsOfParts the good rows of each part, such as a file, in reading order
   * @param badRows malformed records, skipped
   * @param firstBadRow where the first of them is, and what is wrong with it; empty if there is
   *     none
   * @param blankLines lines with nothing on them, skipped
   */
  record Tally(
      List<Long> rowsOfParts, long badRows, Optional<String> firstBadRow, long blankLines) {
    /** Copies the list. */
    public Tally {
      rowsOfParts = List.copyOf(rowsOfParts);
    }

    /**
     * Good rows in all.
     *
     * @return at least 0
     */
    public long rows() {
      return rowsOfParts.stream().mapToLong(Long::longValue).sum();
    }
  }
}
