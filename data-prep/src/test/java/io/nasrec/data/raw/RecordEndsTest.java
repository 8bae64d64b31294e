package io.nasrec.data.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text that is cut into pieces must parse as it does in one piece. */
class RecordEndsTest {
  private static final String SOME = "ab,,\"\"\"\n\n\r \t\\\\";

  private static Dialect dialect(char quote) {
    return new Dialect(',', quote, false, StandardCharsets.ISO_8859_1);
  }

  private static List<List<String>> parse(String text, Dialect dialect) {
    List<List<String>> records = new ArrayList<>();
    try (CSVParser parser = dialect.parse(text)) {
      for (CSVRecord record : parser) {
        records.add(record.toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return records;
  }

  /**
   * All records, in pieces that end at the last (or first) record end of what lies before a cut.
   */
  private static List<List<String>> parseInPieces(
      String text, Dialect dialect, boolean first, SplittableRandom random) {
    RecordEnds ends = new RecordEnds(dialect);
    List<List<String>> records = new ArrayList<>();
    byte[] rest = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int cut = 1; cut <= rest.length; ) {
      int end = first ? ends.first(rest, 0, cut) : ends.last(rest, cut);
      if (end < 0) {
        cut += 1 + random.nextInt(3);
      } else {
        records.addAll(parse(new String(rest, 0, end, StandardCharsets.ISO_8859_1), dialect));
        rest = Arrays.copyOfRange(rest, end, rest.length);
        cut = 1;
      }
    }
    records.addAll(parse(new String(rest, StandardCharsets.ISO_8859_1), dialect));
    return records;
  }

  @ParameterizedTest
  @CsvSource({"true, DOUBLED", "true, BACKSLASH", "false, DOUBLED"})
  void anyTextThatParsesInOnePieceParsesTheSameInSeveral(boolean quotes, QuoteEscape escape) {
    Dialect dialect =
        new Dialect(',', quotes ? '"' : '\0', escape, false, StandardCharsets.ISO_8859_1);
    SplittableRandom random = new SplittableRandom(1);
    int parsed = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(30); length > 0; length--) {
        text.append(SOME.charAt(random.nextInt(SOME.length())));
      }
      List<List<String>> expected;
      try {
        expected = parse(text.toString(), dialect);
      } catch (UncheckedIOException e) {
        continue; // quotes that no parser understands
      }
      assertThat(parseInPieces(text.toString(), dialect, i % 2 == 0, random))
          .as(text.toString())
          .isEqualTo(expected);
      parsed++;
    }
    assertThat(parsed).isGreaterThan(3_000);
  }

  @ParameterizedTest
  @CsvSource({"'a\nb\nc', 4", "'a\r\nb', 3", "'a\r', -1", "'a\rb', 2", "abc, -1", "'', -1"})
  void theEndOfTheLastLine(String text, int end) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    assertThat(new RecordEnds(dialect('\0')).last(bytes, bytes.length)).isEqualTo(end);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "a,\"15\\\" tv, b\",c | a;15\" tv, b;c",
        "\"a\\\\\",b | a\\;b",
        "\"a\\b\",\\\"c | a\\b;\\\"c",
        "\"\\\"\" | \"",
        "\"a\"\"b\" | a\"b"
      })
  void aBackslashEscapesQuotesAndItselfBetweenQuotesAlone(String text, String values) {
    Dialect dialect = new Dialect(',', '"', QuoteEscape.BACKSLASH, false, StandardCharsets.UTF_8);
    assertThat(parse(text, dialect)).containsExactly(List.of(values.split(";")));
  }

  @Test
  void anOpenQuoteEndsNothing() {
    byte[] bytes = "a,b\n\"c\nd\ne".getBytes(StandardCharsets.US_ASCII);
    assertThat(new RecordEnds(dialect('"')).last(bytes, bytes.length)).isEqualTo(4);
    assertThat(new RecordEnds(dialect('\0')).last(bytes, bytes.length)).isEqualTo(9);
  }
}
