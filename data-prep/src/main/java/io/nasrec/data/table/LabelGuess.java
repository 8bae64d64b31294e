package io.nasrec.data.table;

import io.nasrec.commons.BadDataException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Guesses which column is the label. */
final class LabelGuess {
  private static final String EXPECTED =
      "expected a column with 0 or 1 (or false or true) in each row, and both of them";

  /** Typical names of labels, the likeliest first. */
  private static final List<Pattern> NAMES =
      Stream.of(
              "label",
              "(is_?)?(click(ed)?|clk)",
              "(is_?)?(conver(ted|sion)|purchased?|bought|installed)",
              "target|outcome|response|y")
          .map(Pattern::compile)
          .toList();

  private LabelGuess() {}

  /**
   * The label's position.
   *
   * @param asked the column named by the user
   * @throws BadDataException if that column cannot be the label, or no column can
   */
  static int column(
      Path file, List<String> names, List<ColumnStatistics> statistics, Optional<String> asked) {
    if (asked.isPresent()) {
      int column = position(file, names, asked.get());
      if (!statistics.get(column).isLabel()) {
        throw new BadDataException("%s, column %s: %s".formatted(file, asked.get(), EXPECTED));
      }
      return column;
    }
    return IntStream.range(0, names.size())
        .filter(column -> statistics.get(column).isLabel())
        .boxed()
        .min(Comparator.comparingInt(column -> rank(names.get(column))))
        .orElseThrow(
            () ->
                new BadDataException(
                    "%s: %s, but found none; its columns are %s"
                        .formatted(file, EXPECTED, String.join(", ", names))));
  }

  /**
   * The position of a column that the user names.
   *
   * @throws BadDataException if there is no such column
   */
  static int position(Path file, List<String> names, String column) {
    int position = names.indexOf(column);
    if (position < 0) {
      throw new BadDataException(
          "%s has no column %s; its columns are %s"
              .formatted(file, column, String.join(", ", names)));
    }
    return position;
  }

  /** Whether a column has a typical label name. */
  static boolean isNamedSo(String name) {
    return rank(name) < NAMES.size();
  }

  private static int rank(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return IntStream.range(0, NAMES.size())
        .filter(i -> NAMES.get(i).matcher(lower).matches())
        .findFirst()
        .orElse(NAMES.size());
  }
}
