package io.nasrec.experiments.render.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CsvWriterTest {

  @Test
  void whatASpreadsheetWouldComputeIsText() throws IOException {
    StringBuilder text = new StringBuilder();
    try (CsvWriter csv = new CsvWriter(text, "network", "value")) {
      csv.line("=1+1", -0.5);
      csv.line("@x", 1e-7f);
      csv.line("-a", -3);
      csv.line("+a,\"b\"", Double.NaN);
      csv.line("\tx", 2.0);
      csv.line("plain=1", "");
    }

    assertThat(text.toString())
        .isEqualTo(
            """
            network,value
            '=1+1,-0.5
            '@x,1.0E-7
            '-a,-3
            "'+a,""b""\",
            '\tx,2.0
            plain=1,
            """);
  }
}
