package io.nasrec.experiments.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The cells of a shop's clicks: some are missing, and later rows have values that are new. */
final class ShopCells {
  /** The first rows are for training, the next for validation, and a few for the test. */
  static final int TRAIN = 4_000;

  static final int ROWS = 10_000;

  private ShopCells() {}

  /** The rows in a file with a header, every cell in quotes. */
  static Path csv(Path directory, List<String> header, List<String[]> rows) throws IOException {
    Path file = directory.resolve("shop.csv");
    Files.write(
        file,
        Stream.concat(Stream.of(header), rows.stream().map(List::of))
            .map(cells -> "\"" + String.join("\",\"", cells) + "\"")
            .toList());
    return file;
  }

  /** Click, numbers, categories, split. */
  static List<String[]> rows() {
    RandomGenerator random = new SplittableRandom(8);
    List<String[]> rows = new ArrayList<>();
    for (int row = 0; row < TRAIN + ROWS + 10; row++) {
      boolean train = row < TRAIN;
      String split = train ? "train" : row < TRAIN + ROWS ? "validation" : "test";
      String prefix = !train && random.nextInt(10) == 0 ? "new" : "Käufer ";
      rows.add(
          new String[] {
            random.nextInt(3) == 0 ? "1" : "0",
            cell(random, String.valueOf(Math.expm1(5 * random.nextGaussian()))),
            cell(random, String.valueOf(random.nextInt(-2, 5_000_000))),
            cell(random, String.valueOf(100 * random.nextGaussian())),
            cell(random, String.valueOf(random.nextGaussian())),
            cell(random, String.valueOf(random.nextLong(1L << 40))),
            cell(random, prefix + random.nextInt(60)),
            cell(random, String.valueOf((random.nextInt(300) - 150) * 1_000_000_007L)),
            cell(random, List.of("de", "DE", "日本", "u.s.", "a b").get(random.nextInt(5))),
            split
          });
    }
    return rows;
  }

  /** Now and then nothing, or a marker. */
  private static String cell(RandomGenerator random, String value) {
    return switch (random.nextInt(12)) {
      case 0 -> "";
      case 1 -> "NA";
      case 2 -> "-";
      default -> value;
    };
  }

  /** A column's numbers; NaN where one is missing. */
  static float[] numbers(List<String[]> rows, int column, Set<String> missing) {
    float[] numbers = new float[rows.size()];
    for (int row = 0; row < numbers.length; row++) {
      String cell = rows.get(row)[column];
      boolean known = !cell.isEmpty() && !missing.contains(cell);
      numbers[row] = known ? (float) Double.parseDouble(cell) : Float.NaN;
    }
    return numbers;
  }

  /** A column's cells. */
  static String[] texts(List<String[]> rows, int column) {
    return rows.stream().map(row -> row[column]).toArray(String[]::new);
  }
}
