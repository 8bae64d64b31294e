package io.nasrec.data.table;

import io.nasrec.data.BadDataException;
import io.nasrec.data.raw.Dialect;
import io.nasrec.data.raw.TextFile;
import io.nasrec.data.raw.TextRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * What a delimited text looks like, guessed from its first records.
 *
 * @param dialect delimiter, quotes, header
 * @param columns the columns' names
 */
record TextShape(Dialect dialect, List<String> columns) {
  private static final String DELIMITERS = "\t|;,";
  private static final char QUOTE = '"';
  private static final int RECORDS = 500;

  /** The share of records that must have the usual number of columns. */
  private static final double REGULAR = 0.9;

  /**
   * Guesses.
   *
   * @throws BadDataException if the text has no columns, or the file is missing or damaged
   */
  static TextShape of(Path file) throws IOException {
    String text = beginning(file);
    Candidate best =
        DELIMITERS
            .chars()
            .mapToObj(delimiter -> Candidate.of((char) delimiter, text))
            .flatMap(Optional::stream)
            .max(Comparator.comparingInt(Candidate::columns))
            .orElseThrow(
                () ->
                    new BadDataException(
                        file
                            + ": expected columns that are separated by commas, tabs, semicolons"
                            + " or vertical bars, but found none"));
    boolean header = hasHeader(best.records);
    return new TextShape(
        dialectOf(best.dialect.delimiter(), best.dialect.quotes(), header),
        header
            ? DelimitedText.names(best.records.get(0).toList())
            : DelimitedText.numbered(best.columns));
  }

  private static String beginning(Path file) throws IOException {
    // Cut at any line end: what quotes there are is not known yet.
    try (TextFile text = new TextFile(file, dialectOf(',', false, false))) {
      TextFile.Piece piece = text.next();
      String begin = piece == null ? "" : new String(piece.text(), StandardCharsets.UTF_8);
      if (begin.isBlank()) {
        String damage = piece == null || piece.damage() == null ? "it is empty" : piece.damage();
        throw new BadDataException("%s: expected rows, but %s".formatted(file, damage));
      }
      return begin;
    }
  }

  private static Dialect dialectOf(char delimiter, boolean quotes, boolean header) {
    return new Dialect(delimiter, quotes ? QUOTE : '\0', header, StandardCharsets.UTF_8);
  }

  /** A delimiter under which most records have the same number of columns, more than one. */
  private record Candidate(Dialect dialect, int columns, List<CSVRecord> records) {

    static Optional<Candidate> of(char delimiter, String text) {
      Optional<Candidate> plain = of(dialectOf(delimiter, false, false), text);
      Optional<Candidate> quoted = of(dialectOf(delimiter, true, false), text);
      boolean quotesMatter = !quoted.map(Candidate::cells).equals(plain.map(Candidate::cells));
      return quoted.isPresent() && quotesMatter ? quoted : plain;
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

  /** The first records; none if the text does not follow the dialect's rules. */
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
   * Names are all there, all different and no numbers; and what stands below one of them is numbers
   * or, at least, never the name again.
   */
  private static boolean hasHeader(List<CSVRecord> records) {
    List<String> first = records.get(0).toList();
    boolean names =
        new HashSet<>(first).size() == first.size()
            && first.stream().noneMatch(name -> name.isBlank() || isNumber(name));
    return names
        && IntStream.range(0, first.size())
            .noneMatch(
                column ->
                    records.stream()
                        .skip(1)
                        .anyMatch(record -> record.get(column).equals(first.get(column))));
  }

  private static boolean isNumber(String text) {
    return CellReader.number(text).isPresent();
  }
}
