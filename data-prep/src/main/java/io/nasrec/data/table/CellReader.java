package io.nasrec.data.table;

import io.nasrec.data.SplitName;
import io.nasrec.data.raw.BadRows;
import io.nasrec.data.raw.RawRows;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntFunction;

/** Turns a row of cells into a raw row. Cells are texts, numbers or booleans; null is missing. */
final class CellReader {
  private static final OptionalDouble MISSING = OptionalDouble.of(Double.NaN);

  private final ColumnRoles roles;
  private final int label;
  private final int[] dense;
  private final int[] categorical;
  private final OptionalInt split;

  CellReader(ColumnRoles roles, List<String> columns) {
    this.roles = roles;
    label = columns.indexOf(roles.label());
    dense = roles.dense().stream().mapToInt(columns::indexOf).toArray();
    categorical = roles.categorical().stream().mapToInt(columns::indexOf).toArray();
    split = roles.split().stream().mapToInt(columns::indexOf).findFirst();
  }

  /**
   * Reads a row.
   *
   * @param cells the cell in each column of the file
   * @param row takes the values
   * @return what is wrong with a cell, null if nothing is
   */
  String read(IntFunction<Object> cells, RawRows row) {
    Object click = cells.apply(label);
    int value = label(click);
    if (value < 0) {
      return BadRows.problem(roles.label(), "0 or 1, or false or true", text(click));
    }
    row.setLabel(value);
    if (split.isPresent()) {
      Object cell = cells.apply(split.getAsInt());
      Optional<SplitName> name = SplitName.named(text(cell).strip());
      if (name.isEmpty()) {
        return BadRows.problem(
            roles.split().orElseThrow(), "train, validation (or valid) or test", text(cell));
      }
      row.setSplit(name.get());
    }
    for (int i = 0; i < dense.length; i++) {
      Object cell = cells.apply(dense[i]);
      OptionalDouble number = isMissing(cell, roles.missing()) ? MISSING : number(cell);
      if (number.isEmpty()) {
        return BadRows.problem(roles.dense().get(i), "a number or nothing", text(cell));
      }
      row.setDense(i, number.getAsDouble());
    }
    for (int f = 0; f < categorical.length; f++) {
      Object cell = cells.apply(categorical[f]);
      row.setCategory(f, isMissing(cell, roles.missing()) ? "" : text(cell));
    }
    return null;
  }

  /** Whether a cell holds nothing. */
  static boolean isMissing(Object cell, Set<String> missing) {
    return cell == null
        || (cell instanceof String text && (text.isBlank() || missing.contains(text.strip())))
        || (cell instanceof Number number && Double.isNaN(number.doubleValue()));
  }

  /** The label that a cell spells: 0 or 1; -1 if it spells none. */
  static int label(Object cell) {
    return switch (text(cell).strip().toLowerCase(Locale.ROOT)) {
      case "0", "0.0", "false" -> 0;
      case "1", "1.0", "true" -> 1;
      default -> -1;
    };
  }

  /** The number that a cell holds, if it fits a float. */
  static OptionalDouble number(Object cell) {
    double number;
    if (cell instanceof Number known) {
      number = known.doubleValue();
    } else if (cell instanceof Boolean flag) {
      number = flag ? 1 : 0;
    } else {
      String text = text(cell).strip();
      // Java's own syntax allows more: 1f, 0x1p3, NaN.
      if (!text.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0)) {
        return OptionalDouble.empty();
      }
      try {
        number = Double.parseDouble(text);
      } catch (NumberFormatException e) {
        return OptionalDouble.empty();
      }
    }
    return Math.abs(number) <= Float.MAX_VALUE ? OptionalDouble.of(number) : OptionalDouble.empty();
  }

  static String text(Object cell) {
    return cell == null ? "" : cell.toString();
  }
}
