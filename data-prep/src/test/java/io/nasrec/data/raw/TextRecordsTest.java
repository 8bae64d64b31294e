package io.nasrec.data.raw;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of three values, of which the last one is 0 or 1. */
class TextRecordsTest {
  private static final List<String> COLUMNS = List.of("id", "title", "click");
  private static final String UNCLOSED =
      "! column title: expected a closing quote, but found the next lines in its value";

  private static final String BAD_QUOTES =
      "! column title: expected quotes that end before a delimiter or a line end";

  private static Dialect dialect(Charset charset) {
    return new Dialect(',', '"', QuoteEscape.DOUBLED, false, charset);
  }

  private static boolean isRow(CSVRecord record) {
    return record.size() == 3 && (record.get(2).equals("0") || record.get(2).equals("1"));
  }

  private static List<String> read(String text) {
    return read(text.getBytes(UTF_8), dialect(UTF_8));
  }

  private static List<String> read(byte[] text, Dialect dialect) {
    List<String> found = new ArrayList<>();
    new TextRecords(text, dialect, COLUMNS, TextRecordsTest::isRow)
        .readTo(
            new TextRecords.Sink() {
              @Override
              public void record(CSVRecord record) {
                found.add(String.join("|", record.toList()));
              }

              @Override
              public void malformed(String problem) {
                found.add("! " + problem);
              }

              @Override
              public void blank() {
                found.add("");
              }
            });
    return found;
  }

  @Test
  void valuesMayGoOnOverLines() {
    assertThat(read("1,\"two\nlines\",0\n2,\"a, b\r\n\r\n\"\"c\"\"\",1\n3,x,0"))
        .containsExactly("1|two\nlines|0", "2|a, b\r\n\r\n\"c\"|1", "3|x|0");
  }

  @Test
  void aLineOfProseWithAsManyCommasAsARowIsNone() {
    assertThat(read("1,\"Dear Sir,\nthanks, best, Bob\nPS: a, b, c\",0\n2,x,1\n"))
        .containsExactly("1|Dear Sir,\nthanks, best, Bob\nPS: a, b, c|0", "2|x|1");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "never closed again; `2,x,1\n3,y,0`",
        "closed by the next opening quote; `2,x,1\n3,\"y, z\",0`",
        "closed by the next line's opening quote; `2,\"x\",1\n3,y,0`",
        "closed by an empty value; `2,x,1\n3,\"\",0`",
        "closed by an inch at a value's end, with as many values as a row; `2,x,1\n3,27\",0`",
        "so at the next line; `2,27\",1\n3,y,0`",
        "closed by an inch at the end of a line; `2,x,1\n3,y,0\n\"4\",z\",1`",
      })
  void anUnclosedQuoteCostsItsLineOnly(String how, String others) {
    List<String> without = read("0,a,0\n" + others + "\n");
    List<String> expected = new ArrayList<>(without);
    expected.add(1, UNCLOSED);

    assertThat(without).as(how).hasSize(others.split("\n").length + 1);
    assertThat(read("0,a,0\n1,\"tv black,0\n" + others + "\n")).as(how).isEqualTo(expected);
  }

  @Test
  void unclosedQuotesMayFollowEachOther() {
    assertThat(read("1,\"a,0\n2,\"b,1\n3,\"c,1\n4,d,0\n5,\"e,0"))
        .containsExactly(UNCLOSED, UNCLOSED, UNCLOSED, "4|d|0", BAD_QUOTES);
  }

  @Test
  void theFirstValueMayGoOnOverTwoLinesOfWhichTheSecondLooksLikeARow() {
    assertThat(read("\"a\nb\",x,1\n2,y,0\n")).containsExactly("a\nb|x|1", "2|y|0");
  }

  @Test
  void valuesWithLineEndsAroundAnUnclosedQuoteAreKept() {
    assertThat(read("1,\"a\na\",0\n2,\"b,1\n3,c,1\n4,\"d\nd\",0\n5,e,1\n"))
        .containsExactly("1|a\na|0", UNCLOSED, "3|c|1", "4|d\nd|0", "5|e|1");
  }

  @Test
  void whatFollowsAClosingQuoteIsNamedWithItsColumn() {
    assertThat(read("1,\"a\"b,0\n2,x,1\n")).containsExactly(BAD_QUOTES, "2|x|1");
  }

  @Test
  void linesWithNothingOnThemAreBlank() {
    assertThat(read("\n1,a,0\n \t\n2,b,1\n\n\n")).containsExactly("", "1|a|0", "", "2|b|1", "", "");
    assertThat(read(",,\n")).containsExactly("||");
  }

  @Test
  void bytesThatAreNoCharactersAreNamedAndCostTheirRecordOnly() {
    byte[] text = "1,a,0\n2,Malmö,1\n3,\ufffd,0\n4,b,0\n".getBytes(ISO_8859_1);
    text["1,a,0\n2,Malmö,1\n3,".length()] = '?';

    assertThat(read(text, dialect(UTF_8)))
        .containsExactly(
            "1|a|0",
            "! column title: the byte 0xf6 is not UTF-8; schema.encoding must name the file's"
                + " encoding, such as iso-8859-1 or windows-1252",
            "3|?|0",
            "4|b|0");
    assertThat(read(text, dialect(ISO_8859_1))).contains("2|Malmö|1");
    assertThat(read("1,\ufffd,0\n")).as("in the file itself").containsExactly("1|\ufffd|0");
    assertThat(read(new byte[] {'1', ',', (byte) 0x81}, dialect(Charset.forName("windows-1252"))))
        .containsExactly(
            "! column title: the byte 0x81 is not windows-1252; schema.encoding must name the"
                + " file's encoding");
    assertThat(read(new byte[] {'1', ',', (byte) 0xc3, '\n'}, dialect(UTF_8)))
        .as("cut off within a character")
        .hasSize(1)
        .first()
        .asString()
        .contains("column title: the byte 0xc3 is not UTF-8");
  }

  /** Random rows, some with quotes and line ends, and random unclosed quotes. */
  @Test
  void everyOtherRowSurvivesUnclosedQuotes() {
    SplittableRandom random = new SplittableRandom(1);
    String[] titles = {"tv", "\"tv, red\"", "\"two\nlines\"", "\"\"", "27\"", "\"15\"\" tv\""};
    for (int i = 0; i < 2_000; i++) {
      List<String> good = new ArrayList<>();
      StringBuilder text = new StringBuilder();
      int rows = 1 + random.nextInt(12);
      int unclosed = random.nextInt(rows);
      for (int row = 0; row < rows; row++) {
        String title = titles[random.nextInt(titles.length)];
        String line = row + "," + (row == unclosed ? "\"tv" : title) + "," + random.nextInt(2);
        text.append(line).append('\n');
        if (row != unclosed) {
          good.addAll(read(line));
        }
      }
      assertThat(read(text.toString()))
          .as(text.toString())
          .containsAll(good)
          .contains(rows - 1 == unclosed ? BAD_QUOTES : UNCLOSED);
    }
  }
}
