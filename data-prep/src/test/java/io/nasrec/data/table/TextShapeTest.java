package io.nasrec.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.commons.BadDataException;
import io.nasrec.data.raw.QuoteEscape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextShapeTest {
  @TempDir Path directory;

  private TextShape guess(String text) throws IOException {
    return TextShape.of(Files.writeString(directory.resolve("rows"), text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "a,b|c,d^1,x|y,2 ~ , ~ false ~ true ~ a b|c d",
        "a\tb,c^1\tx,y ~ \t ~ false ~ true ~ a b,c",
        "a;b^1,5;2 ~ ; ~ false ~ true ~ a b",
        "1|2|3^4|5|6 ~ | ~ false ~ false ~ c1 c2 c3",
        "1,\"a,b\"^0,\"c,d\" ~ , ~ true ~ false ~ c1 c2",
        "y,t^1,\"a\"^0,b ~ , ~ true ~ true ~ y t",
        "y,t^1,x^0,y^1,t ~ , ~ false ~ false ~ c1 c2", // the first record comes again
        "y\tt^1\t\"a^0\tb\"c ~ \t ~ false ~ true ~ y t", // quotes that are none
      })
  void delimiterQuotesAndHeaderAreGuessed(
      String text, String delimiter, boolean quotes, boolean header, String columns)
      throws IOException {
    String unescaped = text.strip().replace('^', '\n').replace("\\t", "\t");
    TextShape shape = guess(unescaped + "\n");

    assertThat(shape.dialect().delimiter()).isEqualTo(delimiter(delimiter));
    assertThat(shape.dialect().quotes()).isEqualTo(quotes);
    assertThat(shape.dialect().header()).isEqualTo(header);
    assertThat(String.join(" ", shape.columns())).isEqualTo(columns);
  }

  private static char delimiter(String text) {
    return text == null || text.isBlank() || text.equals("\\t") ? '\t' : text.strip().charAt(0);
  }

  @Test
  void aTextWithoutColumnsIsRefused() {
    assertThatThrownBy(() -> guess("a\nb\nc\n"))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            directory.resolve("rows")
                + ": expected columns that are separated by commas, tabs, semicolons or vertical"
                + " bars, but found none");
    assertThatThrownBy(() -> guess("\n\n"))
        .hasMessageEndingWith(": expected rows, but it is empty");
  }

  @Test
  void aFewIrregularRecordsDoNotHideTheShape() throws IOException {
    String rows =
        IntStream.range(0, 100)
            .mapToObj(i -> i % 20 == 7 ? "broken" : i + ",x")
            .collect(Collectors.joining("\n"));
    assertThat(guess(rows).columns()).hasSize(2);
  }

  @Test
  void quotesAsSparkEscapesThemAreFound() throws IOException {
    TextShape shape =
        guess("id,title,click\n1,\"15\\\" tv, black\",1\n2,\"tv, red\",0\n3,radio,1\n");

    assertThat(shape.dialect().escape()).isEqualTo(QuoteEscape.BACKSLASH);
    assertThat(guess("id,title\n1,\"15\"\" tv\"\n2,\"a \\ b, c\"\n").dialect().escape())
        .isEqualTo(QuoteEscape.DOUBLED);
  }

  @Test
  void textThatIsNotUtf8IsReadByteForByte() throws IOException {
    Path file = directory.resolve("latin1");
    Files.write(file, "city,click\nMalmö,1\nOslo,0\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(TextShape.of(file).dialect().charset()).isEqualTo(StandardCharsets.ISO_8859_1);
    assertThat(guess("city,click\nMalmö,1\nOslo,0\n").dialect().charset())
        .isEqualTo(StandardCharsets.UTF_8);
  }
}
