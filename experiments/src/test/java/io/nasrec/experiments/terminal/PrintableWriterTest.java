package io.nasrec.experiments.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class PrintableWriterTest {

  @Test
  void controlCharactersAreShownAndNotObeyed() {
    StringWriter written = new StringWriter();
    try (PrintWriter out = new PrintWriter(new PrintableWriter(written))) {
      out.printf("%s%n", "price\u001b[2J\u0007\u202e");
      out.print('\u0008');
    }

    assertThat(written.toString())
        .isEqualTo("price\\u001b[2J\\u0007\\u202e" + System.lineSeparator() + "\\u0008");
  }

  @Test
  void lineEndsColoursAndLettersPass() {
    String text = "\u001b[1;31mZürich ± 中\u001b[0m\nnext\r\n";

    assertThat(PrintableWriter.printable(text)).isEqualTo(text);
  }
}
