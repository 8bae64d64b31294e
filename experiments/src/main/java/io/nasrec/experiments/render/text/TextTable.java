package io.nasrec.experiments.render.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** A table in plain text: each column is as wide as its widest cell, two spaces apart. */
public final class TextTable {
  private static final String GAP = "  ";

  private final IntPredicate right;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A table with headings and no rows yet.
   *
   * @param right whether a column, from 0, is aligned on the right, as numbers are
   */
  public TextTable(IntPredicate right, List<String> headings) {
    this.right = right;
    rows.add(List.copyOf(headings));
  }

  /**
   * Appends a row.
   *
   * @param cells one per heading
   */
  public void add(List<String> cells) {
    if (cells.size() != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "a row must have %s cells, but was %s".formatted(rows.get(0).size(), cells));
    }
    rows.add(List.copyOf(cells));
  }

  /** The lines, each with its end. */
  @Override
  public String toString() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      Arrays.setAll(widths, i -> Math.max(widths[i], row.get(i).length()));
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String padding = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? "" : GAP);
        line.append(right.test(i) ? padding + row.get(i) : row.get(i) + padding);
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }
}
