package io.nasrec.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Made-up orders, like none of the public data sets: 3 numbers, 5 categories, names and values with
 * commas and quotes, missing values, and a number of the row.
 */
final class ShopRows {
  private static final String[] CITIES = {
    "\"Paris, FR\"", "\"Rome, IT\"", "\"\"\"Old\"\" Town\"", "Oslo"
  };

  private ShopRows() {}

  static Path write(Path file, int rows) throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder text =
        new StringBuilder("order,price,\"weight, kg\",days,bought,city,campaign,device,size,zip\n");
    for (int i = 0; i < rows; i++) {
      int city = random.nextInt(CITIES.length);
      int size = random.nextInt(3);
      double rate = city == 0 && size == 0 ? 0.7 : 0.2;
      text.append(10_000 + i).append(',');
      text.append(random.nextInt(20) == 0 ? "NA" : random.nextInt(20_000) / 100.0).append(',');
      text.append(random.nextInt(4000) / 1000.0).append(',');
      text.append(random.nextInt(-200, 200)).append(',');
      text.append(random.nextDouble() < rate ? 1 : 0).append(',');
      text.append(CITIES[city]).append(',');
      text.append("\"autumn, \"\"").append(random.nextInt(40)).append("\"\"\",");
      text.append(random.nextInt(3) == 0 ? "" : "phone").append(',');
      text.append("SML".charAt(size)).append(',');
      text.append(String.format(Locale.ROOT, "%05d", random.nextInt(60))).append('\n');
    }
    return Files.writeString(file, text);
  }
}
