package io.nasrec.data.raw;

import io.nasrec.data.SplitName;
import java.util.List;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVRecord;

/**
 * Complete records of one text file.
 *
 * @param schema the rows' features
 * @param origin where the records come from
 * @param split which split the file belongs to; null if it does not say
 * @param dialect what the text looks like
 * @param columns the file's column names; empty if it has none
 * @param parser how records become rows
 * @param piece the records
 */
record TextChunk(
    RawSchema schema,
    RawOrigin origin,
    SplitName split,
    Dialect dialect,
    List<String> columns,
    RecordParser parser,
    TextFile.Piece piece)
    implements RawChunk {
  @Override
  public RawRows parse() {
    RawRows rows = new RawRows(schema, origin, lines());
    new TextRecords(piece.text(), dialect, columns, isRow()).readTo(new Rows(rows));
    if (piece.damage() != null) {
      rows.setDamage(piece.damage());
    }
    return rows;
  }

  private int lines() {
    int lines = 1; // the last may lack its line end
    for (byte c : piece.text()) {
      lines += c == '\n' ? 1 : 0;
    }
    return lines;
  }

  private Predicate<CSVRecord> isRow() {
    RawRows scratch = new RawRows(schema, origin, 1);
    return record -> {
      String problem = parser.parse(record, scratch);
      scratch.reject("not kept");
      return problem == null;
    };
  }

  private final class Rows implements TextRecords.Sink {
    private final RawRows rows;

    Rows(RawRows rows) {
      this.rows = rows;
    }

    @Override
    public void record(CSVRecord record) {
      rows.setSplit(split);
      String problem = parser.parse(record, rows);
      if (problem == null) {
        rows.add();
      } else {
        rows.reject(problem);
      }
    }

    @Override
    public void malformed(String problem) {
      rows.reject(problem);
    }

    @Override
    public void blank() {
      rows.skipBlank();
    }
  }
}
