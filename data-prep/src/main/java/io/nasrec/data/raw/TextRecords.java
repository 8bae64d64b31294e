package io.nasrec.data.raw;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The records of a piece of text, one after the other, malformed ones included. A malformed record
 * does not affect the others.
 *
 * <p>A quote that is never closed would swallow the following rows, at least up to the next quote.
 * If a record continues over line ends inside quotes, the quotes are therefore considered
 * <em>unclosed</em> if
 *
 * <ul>
 *   <li>the text ends before they do, or they are followed by anything but a delimiter or a line
 *       end, or
 *   <li>a line inside them is a complete row by itself: it has the right number of values, each
 *       valid for its column. The record's last line, which is partly inside them, counts too,
 *       unless the record begins with a quote, because the end of a first value looks like a
 *       complete one.
 * </ul>
 *
 * <p>In that case only the record's first line is malformed, and the next line starts the next
 * record. All other values may span any number of lines.
 */
public final class TextRecords {
  private final byte[] text;
  private final Dialect dialect;
  private final List<String> columns;
  private final Predicate<CSVRecord> isRow;
  private final RecordEnds ends;

  /**
   * The records of a text.
   *
   * @param text complete records; the last one may lack its line end
   * @param dialect what the text looks like
   * @param columns the columns' names, for messages; empty if they have none
   * @param isRow whether a record is a row of the table
   */
  public TextRecords(
      byte[] text, Dialect dialect, List<String> columns, Predicate<CSVRecord> isRow) {
    this.text = text;
    this.dialect = dialect;
    this.columns = columns;
    this.isRow = isRow;
    ends = new RecordEnds(dialect);
  }

  /** Receives records in order. */
  public interface Sink {
    /**
     * Receives a record.
     *
     * @param record its values; whether they make a row is not known yet
     */
    void record(CSVRecord record);

    /**
     * Receives notice of a record that cannot be read.
     *
     * @param problem what is wrong with it, such as {@code column title: expected …}
     */
    void malformed(String problem);

    /**
     * Receives notice of a record with bytes that are not valid characters.
     *
     * @param problem where, and what to do
     */
    default void undecodable(String problem) {
      malformed(problem);
    }

    /** Receives notice of a line that is only white space. */
    void blank();
  }

  /**
   * Reads all records.
   *
   * @param sink receives them
   */
  public void readTo(Sink sink) {
    for (int start = inOneGo(sink); start < text.length; ) {
      start = one(start, sink);
    }
  }

  /**
   * Reads as many records as can be parsed together, usually all of them.
   *
   * @return where the remaining ones begin
   */
  private int inOneGo(Sink sink) {
    String decoded = new String(text, dialect.charset());
    if (Decoding.firstMalformed(decoded, text, 0, text.length, dialect.charset()) >= 0) {
      return 0;
    }
    int start = 0;
    int behind = 0; // records between start and the parser
    long lines = 0;
    try (CSVParser parser = dialect.parse(decoded)) {
      for (CSVRecord record : parser) {
        long linesBefore = lines;
        lines = parser.getCurrentLineNumber();
        if (dialect.quotes() && lines > linesBefore + 1) {
          start = skip(start, behind);
          behind = 0;
          if (isUnclosed(start, end(start))) {
            return start;
          }
        }
        take(record, sink);
        behind++;
      }
      return text.length;
    } catch (UncheckedIOException e) {
      return skip(start, behind); // the next record's quotes are not understood
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int skip(int start, int records) {
    int position = start;
    for (int i = 0; i < records; i++) {
      position = end(position);
    }
    return position;
  }

  private int end(int start) {
    int end = ends.first(text, start, text.length);
    return end < 0 ? text.length : end;
  }

  private int lineEnd(int start) {
    int end = RecordEnds.firstLine(text, start, text.length);
    return end < 0 ? text.length : end;
  }

  /**
   * Reads one record.
   *
   * @return where the next one begins
   */
  private int one(int start, Sink sink) {
    int end = end(start);
    if (isUnclosed(start, end)) {
      int lineEnd = lineEnd(start);
      sink.malformed(
          problem(
              start, lineEnd, "expected a closing quote, but found the next lines in its value"));
      return lineEnd;
    }
    String decoded = decoded(start, end);
    int malformed = Decoding.firstMalformed(decoded, text, start, end, dialect.charset());
    CSVRecord record = parse(decoded);
    if (malformed >= 0) {
      sink.undecodable(
          problem(start, malformed, Decoding.problem(text[malformed], dialect.charset())));
    } else if (record == null) {
      sink.malformed(
          problem(start, end, "expected quotes that end before a delimiter or a line end"));
    } else {
      take(record, sink);
    }
    return end;
  }

  private boolean isUnclosed(int start, int end) {
    int line = lineEnd(start);
    if (line == end) {
      return false;
    }
    if (parse(decoded(start, end)) == null) {
      return true;
    }
    while (line < end) {
      int next = lineEnd(line);
      boolean endOfFirstValue = next == end && text[start] == dialect.quote();
      CSVRecord inside = endOfFirstValue ? null : parse(decoded(line, next));
      if (inside != null && isRow.test(inside)) {
        return true;
      }
      line = next;
    }
    return false;
  }

  private String decoded(int start, int end) {
    return new String(text, start, end - start, dialect.charset());
  }

  /** Parses a text as one record; null if that fails. */
  private CSVRecord parse(String one) {
    try (CSVParser parser = dialect.parse(one)) {
      Iterator<CSVRecord> records = parser.iterator();
      return records.hasNext() ? records.next() : null;
    } catch (UncheckedIOException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void take(CSVRecord record, Sink sink) {
    if (isBlank(record)) {
      sink.blank();
    } else {
      sink.record(record);
    }
  }

  /**
   * Whether a record is a line of only white space, which is not part of any table.
   *
   * @param record the record
   * @return true for a single value without a visible character
   */
  public static boolean isBlank(CSVRecord record) {
    return record.size() == 1 && record.get(0).isBlank();
  }

  private String problem(int start, int end, String what) {
    int column = ends.column(text, start, end);
    String name = column < columns.size() ? columns.get(column) : "c" + (column + 1);
    return "column %s: %s".formatted(name, what);
  }
}
