package io.nasrec.data.raw;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.Progress;
import io.nasrec.data.RawFormat;
import io.nasrec.data.RawIdentity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Raw rows in a fixed order, which can be read again and again. A source is a value: it says what
 * to read and has no open file. A new raw format is added as a new source.
 */
public interface RawSource {
  /**
   * How the raw bytes become rows. Data sets that were read differently differ.
   *
   * @return the format, equal for equal reading
   */
  RawFormat format();

  /**
   * The rows' features.
   *
   * @return the schema
   * @throws BadDataException if it must be read from the data and cannot be
   */
  RawSchema schema();

  /**
   * What a user of the data should know about how it was made; reported once and kept with the data
   * set.
   *
   * @return complete sentences without a full stop; usually empty
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
   * @return the files; empty for data that is not in files
   */
  List<RawFile> inputs();

  /**
   * Identifies the raw data.
   *
   * @param progress receives the stage "digest"
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
   * Reads all rows: parses them with several threads and delivers them in order, on the calling
   * thread.
   *
   * @param threads the number of parsing threads, at least 1; the result does not depend on it
   * @param stage the purpose of reading, as reported to progress
   * @param progress receives the progress
   * @param work processes each block of rows, on the thread that parsed it
   * @param results receives the results of {@code work}
   * @param <T> the type of the results
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
   * @param firstBadRow the position of the first of them, and what is wrong with it; empty if there
   *     is none
   * @param blankLines blank lines, skipped
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
