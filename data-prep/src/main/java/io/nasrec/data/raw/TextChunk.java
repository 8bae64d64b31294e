package io.nasrec.data.raw;

import io.nasrec.data.SplitName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Whole records of one text file.
 *
 * @param schema the rows' features
 * @param origin where the records come from
 * @param split which split the file belongs to; null where it does not say
 * @param dialect what the text looks like
 * @param parser how records become rows
 * @param text the records
 * @param damage why nothing can be read beyond them; null if nothing is wrong
 */
record TextChunk(
    RawSchema schema,
    RawOrigin origin,
    SplitName split,
    Dialect dialect,
    RecordParser parser,
    String text,
    String damage)
    implements RawChunk {
  @Override
  public RawRows parse() {
    RawRows rows = new RawRows(schema, origin, lines());
    try {
      parse(text, rows);
    } catch (UncheckedIOException e) {
      // Quotes that the CSV parser does not understand stop it. What is wrong with which record is
      // found out by parsing one after the other.
      rows = new RawRows(schema, origin, lines());
      parseOneByOne(rows);
    }
    if (damage != null) {
      rows.setDamage(damage);
    }
    return rows;
  }

  private int lines() {
    int lines = 1; // the last may lack its line end
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      lines++;
    }
    return lines;
  }

  private void parse(String records, RawRows rows) {
    try (CSVParser parsed = dialect.parse(records)) {
      for (CSVRecord record : parsed) {
        rows.setSplit(split);
        String problem = parser.parse(record, rows);
        if (problem == null) {
          rows.add();
        } else {
          rows.reject(problem);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void parseOneByOne(RawRows rows) {
    RecordEnds ends = new RecordEnds(dialect);
    for (byte[] rest = text.getBytes(dialect.charset()); rest.length > 0; ) {
      int end = ends.first(rest, rest.length);
      int length = end == 0 ? rest.length : end;
      try {
        parse(new String(rest, 0, length, dialect.charset()), rows);
      } catch (UncheckedIOException e) {
        rows.reject("expected quotes that end before a delimiter or a line end");
      }
      rest = Arrays.copyOfRange(rest, length, rest.length);
    }
  }
}
