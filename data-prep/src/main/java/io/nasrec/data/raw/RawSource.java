package io.nasrec.data.raw;

import io.nasrec.data.BadDataException;
import io.nasrec.data.Progress;
import io.nasrec.data.RawIdentity;
import java.util.List;
import java.util.function.Consumer;

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
   * The numeric features' names.
   *
   * @return the names in the order of {@link RawRow#dense()}; may be empty
   */
  List<String> denseNames();

  /**
   * The categorical fields' names.
   *
   * @return the names in the order of {@link RawRow#sparse()}
   */
  List<String> sparseNames();

  /**
   * A categorical value as the raw data has it.
   *
   * @param key its key, from 0 to 2³² - 1
   * @return its text
   */
  String text(long key);

  /**
   * How many malformed rows may be skipped.
   *
   * @return at least 0
   */
  long maxBadRows();

  /**
   * Which raw data this is.
   *
   * @param progress hears of the stage "digest"
   * @return name, size and digest
   * @throws BadDataException if there is no such data
   */
  RawIdentity identify(Progress progress);

  /**
   * Reads all rows.
   *
   * @param stage what the rows are read for, as progress is told
   * @param progress hears how far it is
   * @param rows takes each good row; it is the same object each time
   * @return the number of rows
   * @throws BadDataException if the data is missing, damaged, or has too many malformed rows
   */
  Tally read(String stage, Progress progress, Consumer<RawRow> rows);

  /**
   * How many rows were read.
   *
   * @param rows good rows
   * @param badRows malformed rows, skipped
   */
  record Tally(long rows, long badRows) {}
}
