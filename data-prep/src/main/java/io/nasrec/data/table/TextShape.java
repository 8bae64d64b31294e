package io.nasrec.data.table;

import io.nasrec.commons.BadDataException;
import io.nasrec.data.raw.Dialect;
import io.nasrec.data.raw.QuoteEscape;
import io.nasrec.data.raw.TextFile;
import io.nasrec.data.raw.TextRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The shape of a delimited text, guessed from its first records.
 *
 * @param dialect delimiter, quotes, header
 * @param columns the columns' names
 */
record TextShape(Dialect dialect, List<String> columns) {
  private static final String DELIMITERS = "\t|;,";
  private static final char QUOTE = '"';
  private static final int RECORDS = 500;

  /** A quote inside quotes as Spark writes it. */
  private static final String ESCAPED = "\\\"";

  /** The minimum share of records that have the usual number of columns. */
  private static final double REGULAR = 0.9;

  /**
   * Guesses the shape.
   *
   * @throws BadDataException if the text has no columns, or the file is missing or damaged
   */
  static TextShape of(Path file) throws IOException {
    byte[] bytes = beginning(file);
    Charset charset = charset(bytes);
    String text = new String(bytes, charset);
    Candidate best =
        DELIMITERS
            .chars()
            .mapToObj(delimiter -> Candidate.of((char) delimiter, charset, text))
            .flatMap(Optional::stream)
            .max(Comparator.comparingInt(Candidate::columns))
            .orElseThrow(
                () ->
                    new BadDataException(
                        file
                            + ": expected columns that are separated by commas, tabs, semicolons"
                            + " or vertical bars, but found none"));
    boolean header = hasHeader(best.records);
    Dialect found = best.dialect;
    return new TextShape(
        new Dialect(found.delimiter(), found.quote(), found.escape(), header, charset),
        header
            ? DelimitedText.names(best.records.get(0).toList())
            : DelimitedText.numbered(best.columns));
  }

  private static byte[] beginning(Path file) throws IOException {
    // Cut at any line end, because the quotes are not known yet.
    try (TextFile text = new TextFile(file, Dialect.TABS)) {
      TextFile.Piece piece = text.next();
      byte[] begin = piece == null ? new byte[0] : piece.text();
      if (new String(begin, StandardCharsets.ISO_8859_1).isBlank()) {
        String damage = piece == null || piece.damage() == null ? "it is empty" : piece.damage();
        throw new BadDataException("%s: expected rows, but %s".formatted(file, damage));
      }
      return begin;
    }
  }

  /**
   * UTF-8, or else Latin-1: if the encoding has one byte per character, different texts stay
   * different.
   */
  private static Charset charset(byte[] text) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
      return StandardCharsets.UTF_8;
    } catch (CharacterCodingException e) {
      return StandardCharsets.ISO_8859_1;
    }
  }

  /** A delimiter under which most records have the same number of columns, more than one. */
  private record Candidate(Dialect dialect, int columns, List<CSVRecord> records) {

    static Optional<Candidate> of(char delimiter, Charset charset, String text) {
      Optional<Candidate> plain = of(new Dialect(delimiter, '\0', false, charset), text);
      Optional<Candidate> doubled = of(quoted(delimiter, QuoteEscape.DOUBLED, charset), text);
      Optional<Candidate> escaped =
          text.contains(ESCAPED)
              ? of(quoted(delimiter, QuoteEscape.BACKSLASH, charset), text)
              : Optional.empty();
      Optional<Candidate> quoted = rows(escaped) > rows(doubled) ? escaped : doubled;
      boolean quotesMatter = !quoted.map(Candidate::cells).equals(plain.map(Candidate::cells));
      return quoted.isPresent() && quotesMatter ? quoted : plain;
    }

    private static Dialect quoted(char delimiter, QuoteEscape escape, Charset charset) {
      return new Dialect(delimiter, QUOTE, escape, false, charset);
    }

    private static int rows(Optional<Candidate> candidate) {
      return candidate.map(found -> found.records.size()).orElse(0);
    }

    private static Optional<Candidate> of(Dialect dialect, String text) {
      List<CSVRecord> all = first(dialect, text);
      int columns =
          all.stream()
              .map(CSVRecord::size)
              .max(Comparator.comparingLong(size -> regular(size, all).size()))
              .orElse(0);
      List<CSVRecord> regular = regular(columns, all);
      return columns > 1 && regular.size() >= REGULAR * all.size()
          ? Optional.of(new Candidate(dialect, columns, regular))
          : Optional.empty();
    }

    private static List<CSVRecord> regular(int columns, List<CSVRecord> records) {
      return records.stream().filter(record -> record.size() == columns).toList();
    }

    private List<List<String>> cells() {
      return records.stream().map(CSVRecord::toList).toList();
    }
  }

  /** The first records; empty if the text does not follow the dialect's rules. */
  private static List<CSVRecord> first(Dialect dialect, String text) {
    List<CSVRecord> records = new ArrayList<>();
    try (CSVParser parser = dialect.parse(text)) {
      for (CSVRecord record : parser) {
        if (TextRecords.isBlank(record)) {
          continue;
        }
        records.add(record);
        if (records.size() == RECORDS) {
          break;
        }
      }
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
    return records;
  }

  /**
   * Whether the first record is a header: its names are all present, not numbers, and never recur
   * below in their own columns. The first or the last may be empty: Pandas gives the row index no
   * name, and other programs end each line with a delimiter. Names need not be distinct here: the
   * reader of the table reports a name that appears twice.
   */
  private static boolean hasHeader(List<CSVRecord> records) {
    return IntStream.range(0, records.get(0).size()).allMatch(column -> isName(records, column));
  }

  private static boolean isName(List<CSVRecord> records, int column) {
    String name = records.get(0).get(column);
    if (name.isBlank()) {
      return column == 0 || column == records.get(0).size() - 1;
    }
    return !isNumber(name)
        && records.stream().skip(1).noneMatch(record -> record.get(column).equals(name));
  }

  private static boolean isNumber(String text) {
    return CellReader.number(text).isPresent();
  }
}
