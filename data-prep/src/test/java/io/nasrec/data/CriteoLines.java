package io.nasrec.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** Made-up lines in the Criteo text format. */
public final class CriteoLines {
  private CriteoLines() {}

  /** A line of empty features. */
  public static String empty(int label) {
    return label + "\t".repeat(39);
  }

  /** The line with one column replaced; column 0 is the label. */
  public static String with(String line, int column, String value) {
    String[] columns = line.split("\t", -1);
    columns[column] = value;
    return String.join("\t", columns);
  }

  /** Random lines: a quarter positive, a tenth of the features missing, few values per field. */
  public static List<String> random(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      String[] columns = new String[40];
      Arrays.fill(columns, "");
      columns[0] = random.nextInt(4) == 0 ? "1" : "0";
      for (int i = 1; i < 40; i++) {
        if (random.nextInt(10) > 0) {
          int value = random.nextInt(1 + random.nextInt(30 * i));
          columns[i] =
              i <= 13 ? String.valueOf(value - 2) : HexFormat.of().toHexDigits(value * 0x9e3779b1);
        }
      }
      lines.add(String.join("\t", columns));
    }
    return lines;
  }

  public static Path write(Path file, List<String> lines) throws IOException {
    return Files.writeString(file, String.join("\n", lines) + "\n");
  }

  public static Path gzip(Path file, List<String> lines) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII));
    }
    return file;
  }
}
