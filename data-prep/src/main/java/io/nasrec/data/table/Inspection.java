package io.nasrec.data.table;

import io.nasrec.data.raw.Dialect;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the user's own data seems to hold.
 *
 * @param file the file, or the directory of files
 * @param format {@link #DELIMITED}, or a {@link TableFormat}'s label
 * @param dialect what its text looks like; empty for other formats
 * @param rows how many rows were looked at
 * @param irregular how many of them have another number of columns than the others
 * @param complete whether those are all rows of the file
 * @param positives how many of them have label 1
 * @param columns what the columns seem to be, one of them the label
 * @param missing how missing values are spelled, beside the empty text
 * @param notes what else there is to know: what was skipped or guessed
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
  /** The name of delimited text as a format. */
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
