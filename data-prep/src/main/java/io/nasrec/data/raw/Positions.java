package io.nasrec.data.raw;

import io.nasrec.commons.BadDataException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/** Where the columns that are read lie among those that are there. */
public final class Positions {
  private static final int ABSENT = -1;

  private final List<String> columns;
  private final RowUse use;
  private final Set<String> absent = new LinkedHashSet<>();
  private final Set<String> twice = new LinkedHashSet<>();
  private final int[] carried;

  /**
   * Positions in a file or in rows.
   *
   * @param columns the columns that are there
   * @param use what the rows are read for
   */
  public Positions(List<String> columns, RowUse use) {
    this.columns = columns;
    this.use = use;
    carried = use.carried().stream().mapToInt(name -> find(name, true)).toArray();
  }

  /**
   * Finds features.
   *
   * @param names of columns
   * @return their positions, negative for those that are absent
   */
  public int[] features(List<String> names) {
    return names.stream().mapToInt(name -> find(name, !use.absentAsMissing())).toArray();
  }

  /**
   * Finds the label.
   *
   * @return its position; negative if no labels are read
   */
  public int label(String name) {
    return use.labels() ? find(name, true) : ABSENT;
  }

  private int find(String name, boolean needed) {
    int position = columns.indexOf(name);
    if (position < 0 && needed) {
      absent.add(name);
    }
    if (position != columns.lastIndexOf(name)) {
      twice.add(name);
    }
    return position;
  }

  /**
   * Checks what was asked for so far.
   *
   * @param where the columns are, for the message, such as a file
   * @throws BadDataException naming all columns that are absent or there more than once
   */
  public void require(String where) {
    List<String> problems = new ArrayList<>();
    if (!absent.isEmpty()) {
      problems.add(missing(absent));
    }
    if (!twice.isEmpty()) {
      problems.add("the columns are there more than once: " + String.join(", ", twice));
    }
    if (!problems.isEmpty()) {
      throw new BadDataException(where + ": " + String.join("; ", problems));
    }
  }

  /** Says which columns are missing: at least one. */
  public static String missing(Collection<String> columns) {
    return columns.size() == 1
        ? "the column %s is missing".formatted(columns.iterator().next())
        : "the columns %s are missing".formatted(String.join(", ", columns));
  }

  /**
   * The cell at a position.
   *
   * @param cells those of a record
   * @param position as found; null is what an absent column holds
   */
  public static Object cell(IntFunction<?> cells, int position) {
    return position < 0 ? null : cells.apply(position);
  }

  /** Keeps the texts of a row's carried columns. */
  public void carry(IntFunction<?> cells, RawRows row) {
    for (int k = 0; k < carried.length; k++) {
      row.setCarried(k, CellText.of(cells.apply(carried[k])));
    }
  }
}
