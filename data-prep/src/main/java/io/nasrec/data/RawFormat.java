package io.nasrec.data;

import java.util.List;
import java.util.Objects;

/**
 * How raw bytes become rows, apart from the files that hold them: whatever knows this reads other
 * files alike.
 *
 * @param name such as {@code "criteo"}, {@code "delimited"} or {@code "parquet"}
 * @param numbersAsIds numeric columns that are read as categorical values
 * @param userProfiles whether users' gender and age come from a file beside the rows
 * @param text what delimited text looks like; null for other formats
 * @param columns what the user's own columns are for; null where the format says it
 */
public record RawFormat(
    String name, List<String> numbersAsIds, boolean userProfiles, Text text, Columns columns) {
  /** Copies the list. */
  public RawFormat {
    Objects.requireNonNull(name, "name must be given");
    numbersAsIds = List.copyOf(numbersAsIds);
  }

  /**
   * A format that leaves nothing open.
   *
   * @param name its name
   */
  public static RawFormat named(String name) {
    return new RawFormat(name, List.of(), false, null, null);
  }

  /**
   * The same with some numbers read as categorical values.
   *
   * @param names of numeric columns
   */
  public RawFormat withNumbersAsIds(List<String> names) {
    return new RawFormat(name, names, userProfiles, text, columns);
  }

  /**
   * What delimited text looks like.
   *
   * @param delimiter between values, one character
   * @param quote around values, one character; empty where quotes are nothing special
   * @param escape how a quote is written between quotes, as the experiment file has it
   * @param header whether each file begins with column names
   * @param charset how bytes are read
   */
  public record Text(
      String delimiter, String quote, String escape, boolean header, String charset) {}

  /**
   * What the user's own columns are for.
   *
   * @param label the column that says whether it was a click
   * @param dense numeric columns, in the order of the features
   * @param categorical categorical columns, in the order of the fields
   * @param ignored columns that are not read
   * @param missing texts that stand for a missing value beside the empty one, sorted
   * @param split the column that says which split a row is in; null if there is none
   */
  public record Columns(
      String label,
      List<String> dense,
      List<String> categorical,
      List<String> ignored,
      List<String> missing,
      String split) {
    /** Copies the lists. */
    public Columns {
      Objects.requireNonNull(label, "label must be given");
      dense = List.copyOf(dense);
      categorical = List.copyOf(categorical);
      ignored = List.copyOf(ignored);
      missing = List.copyOf(missing);
    }
  }
}
