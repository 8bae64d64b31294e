package io.nasrec.commons;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "day_1.csv", "Zürich \u6771\u4eac \ud83d\ude00", "a\\tb \"x\""})
  void whatPeopleCanReadStaysWhatItIs(String text) {
    assertThat(Printable.of(text)).isSameAs(text);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`a\u001b[31mred\u001b[0m`, a\\u001b[31mred\\u001b[0m",
        "`two\nlines\r\tand a tab`, two\\nlines\\r\\tand a tab",
        "`\u0000\u007f\u009b`, \\u0000\\u007f\\u009b",
        "`\u202egnp.exe`, \\u202egnp.exe",
        "`\u2028`, \\u2028",
        "`\ud800x`, \\ud800x",
        "`\udb40\udc41`, \\udb40\\udc41"
      })
  void whatATerminalWouldObeyOrHideIsEscaped(String text, String shown) {
    assertThat(Printable.of(text)).isEqualTo(shown);
  }

  @Test
  void ofALongValueTheBeginningIsShown() {
    String value = "x".repeat(Printable.SHOWN - 1) + "\ud83d\ude00";
    assertThat(Printable.quoted(value)).isEqualTo('"' + value + '"');
    assertThat(Printable.quoted(value + "y")).isEqualTo('"' + value + "…\"");
    assertThat(Printable.quoted("a\tb")).isEqualTo("\"a\\tb\"");
  }

  @Test
  void messagesAboutDataHoldNoControlCharacters() {
    assertThat(new BadDataException("column \u001b[2J: expected a number"))
        .hasMessage("column \\u001b[2J: expected a number");
  }
}
