package io.nasrec.data.table;

import io.nasrec.data.raw.Dialect;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The findings of an inspection of the user's own data.
 *
 * @param file the file, or the directory of files
 * @param format {@link #DELIMITED}, or a {@link TableFormat}'s label
 * @param dialect what its text looks like; empty for other formats
 * @param rows the number of rows inspected
 * @param irregular the number of those with a different number of columns than the others
 * @param complete whether these are all rows of the file
 * @param positives how many of them have label 1
 * @param columns the guesses for the columns, one of them the label
 * @param missing the spellings of missing values, besides the empty text
 * @param notes other findings: what was skipped or guessed
 */
public record Inspection(
    Path file,
    String format,
    Optional<Dialect> dialect,
    long rows,
    long irregular,
    boolean complete,
    long positives,
    List<ColumnGuess> columns,
    Set<String> missing,
    List<String> notes) {
  /** The format name of delimited text. */
  public static final String DELIMITED = "delimited";

  /** Copies the collections. */
  public Inspection {
    columns = List.copyOf(columns);
    missing = new TreeSet<>(missing);
    notes = List.copyOf(notes);
  }

  /**
   * The columns with a role.
   *
   * @param role the role
   * @return the columns, in the file's order
   */
  public List<ColumnGuess> columns(ColumnGuess.Role role) {
    return columns.stream().filter(column -> column.role() == role).toList();
  }
}
