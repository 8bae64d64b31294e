package io.nasrec.experiments.cli.bench;

import io.nasrec.commons.RandomStreams;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/**
 * Synthetic lines in Criteo's text format with as many distinct ids per field as Criteo's 45.8
 * million rows, few of them frequent and most of them rare, so that time and memory are as for the
 * real file.
 */
final class CriteoShapedText {
  private static final int INTEGERS = 13;

  // The numbers of distinct values of C1..C26 in train.txt.
  private static final int[] VALUES = {
    1_460,
    583,
    10_131_227,
    2_202_608,
    305,
    24,
    12_517,
    633,
    3,
    93_145,
    5_683,
    8_351_593,
    3_194,
    27,
    14_992,
    5_461_306,
    10,
    5_652,
    2_173,
    4,
    7_046_547,
    18,
    15,
    286_181,
    105,
    142_572
  };

  private CriteoShapedText() {}

  /**
   * Writes rows.
   *
   * @param file a new file
   * @param rows how many
   * @param seed the seed of the random values
   */
  static void write(Path file, long rows, long seed) throws IOException {
    RandomGenerator random = RandomStreams.stream(seed, "criteo-shaped text");
    StringBuilder line = new StringBuilder();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      for (long row = 0; row < rows; row++) {
        line.setLength(0);
        append(line, random);
        out.write(line.toString().getBytes(StandardCharsets.ISO_8859_1));
      }
    }
  }

  private static void append(StringBuilder line, RandomGenerator random) {
    line.append(random.nextInt(4) == 0 ? '1' : '0');
    for (int i = 0; i < INTEGERS; i++) {
      line.append('\t');
      if (random.nextInt(5) != 0) {
        line.append((int) skewed(20_000, random) - 1);
      }
    }
    for (int field = 0; field < VALUES.length; field++) {
      line.append('\t');
      if (random.nextInt(10) != 0) {
        // An odd factor permutes the 32-bit numbers: ids look like hashes and never collide.
        int id = (int) ((skewed(VALUES[field], random) + field * 0x1000000L) * 0x9e3779b1L);
        String hex = Integer.toHexString(id);
        line.append("00000000", 0, 8 - hex.length()).append(hex);
      }
    }
    line.append('\n');
  }

  /**
   * A value from 1 to {@code values} with a probability roughly inverse to the value (Zipf's law).
   */
  private static long skewed(int values, RandomGenerator random) {
    return (long) Math.exp(random.nextDouble() * Math.log(values));
  }
}
