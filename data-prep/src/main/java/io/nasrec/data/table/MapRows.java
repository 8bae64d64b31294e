package io.nasrec.data.table;

import io.nasrec.commons.BadDataException;
import io.nasrec.data.RawFormat;
import io.nasrec.data.raw.NumbersAsIds;
import io.nasrec.data.raw.Positions;
import io.nasrec.data.raw.RawOrigin;
import io.nasrec.data.raw.RawRows;
import io.nasrec.data.raw.RawSchema;
import io.nasrec.data.raw.RowReader;
import io.nasrec.data.raw.RowUse;
import java.util.List;
import java.util.Map;

/**
 * Rows that a program has at hand: values by column, which mean what the same cells of a file
 * would. Any thread may read.
 */
public final class MapRows {
  private final RawFormat format;
  private final List<String> inputs;
  private final RawSchema schema;
  private final RowReader reader;

  /**
   * Rows of a format.
   *
   * @param format how they are read
   */
  public MapRows(RawFormat format) {
    this.format = format;
    inputs = RawFormats.inputs(format);
    schema = RawFormats.plain(format);
    RowUse use = new RowUse(RowUse.Purpose.PREDICTING, false, List.of());
    reader = RawFormats.reader(format, "the rows", inputs, use);
  }

  /** The columns that each row must have. */
  public List<String> inputs() {
    return inputs;
  }

  /**
   * Reads rows.
   *
   * @param rows each with a text, number or boolean, or null where it is missing, for each of the
   *     inputs; other columns are not looked at
   * @return the rows in the same order
   * @throws BadDataException if a row lacks columns, naming all of them, or a value is none of its
   *     column
   */
  public RawRows read(List<? extends Map<String, ?>> rows) {
    RawRows read = new RawRows(schema, new RawOrigin(0, "rows", 0), rows.size());
    for (int i = 0; i < rows.size(); i++) {
      Map<String, ?> row = rows.get(i);
      requireAll(row, i);
      String problem = reader.read(column -> row.get(inputs.get(column)), read);
      if (problem != null) {
        throw new BadDataException("row %s, %s".formatted(i + 1, problem));
      }
      read.add();
    }
    return format.numbersAsIds().isEmpty()
        ? read
        : NumbersAsIds.of(read, schema, format.numbersAsIds());
  }

  private void requireAll(Map<String, ?> row, int index) {
    List<String> absent = inputs.stream().filter(name -> !row.containsKey(name)).toList();
    if (!absent.isEmpty()) {
      throw new BadDataException(
          "row %s: %s; a value that is missing is null"
              .formatted(index + 1, Positions.missing(absent)));
    }
    for (int i = 0; i < inputs.size(); i++) {
      Object value = row.get(inputs.get(i));
      boolean cell =
          value == null
              || value instanceof String
              || value instanceof Number
              || value instanceof Boolean;
      if (!cell) {
        throw new BadDataException(
            "row %s, column %s: expected a text, number or boolean, but found a %s"
                .formatted(index + 1, inputs.get(i), value.getClass().getSimpleName()));
      }
    }
  }
}
