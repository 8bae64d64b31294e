package io.nasrec.data.table;

import io.nasrec.commons.Printable;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Whether a column's texts are numbers that are written with commas, such as {@code 3,21} or {@code
 * 1.234,50}, and so are no numbers here.
 */
final class DecimalCommas {
  /** The share of numbers, with commas or without, from which on the column is one of numbers. */
  private static final double GREAT_MAJORITY = 0.95;

  private static final Pattern COMMAS =
      Pattern.compile("[+-]?(\\d+,\\d+|\\d{1,3}(\\.\\d{3})+,\\d+|\\d{1,3}(,\\d{3})+(\\.\\d+)?)");

  private long values;
  private long numbers;
  private String first = "";

  /**
   * Adds a text.
   *
   * @param text a value
   * @param number whether it is a number as it stands
   * @param place where it is, for people
   */
  void add(String text, boolean number, Supplier<String> place) {
    values++;
    if (number) {
      numbers++;
    } else if (text.indexOf(',') >= 0 && COMMAS.matcher(text.strip()).matches()) {
      numbers++;
      if (first.isEmpty()) {
        first = place.get() + ": " + Printable.shortened(text.strip());
      }
    }
  }

  /** What the column looks like, and what to do; empty if it does not. */
  Optional<String> note() {
    return first.isEmpty() || numbers < GREAT_MAJORITY * values
        ? Optional.empty()
        : Optional.of(
            "looks like numbers with commas (%s), which are read as text; to have numbers, write a"
                    .formatted(first)
                + " decimal point and no thousands separators in the file");
  }
}
