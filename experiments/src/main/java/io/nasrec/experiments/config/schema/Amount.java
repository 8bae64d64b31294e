package io.nasrec.experiments.config.schema;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Part of a whole: a share of it ({@code 1%}) or an absolute number ({@code 5000}). */
public sealed interface Amount {
  /** The spelling of amounts: digits, an optional fraction, an optional percent sign. */
  Pattern TEXT = Pattern.compile("(\\d[\\d_]*(?:\\.\\d+)?)\\s*(%)?");

  /**
   * How many of {@code total} this amount is.
   *
   * @return a share's part of the total, rounded to the nearest; an absolute number unchanged, even
   *     if it exceeds the total
   * @throws IllegalArgumentException if {@code total} is negative
   */
  long outOf(long total);

  /**
   * Reads {@code 1%}, {@code 2.5%}, {@code 5000} or {@code 5_000}.
   *
   * @return empty if the text is none of these or out of range
   */
  static Optional<Amount> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(matcher.group(1).replace("_", ""));
    if (matcher.group(2) != null) {
      return number.compareTo(BigDecimal.valueOf(100)) <= 0
          ? Optional.of(new Share(number.doubleValue()))
          : Optional.empty();
    }
    boolean fits =
        number.stripTrailingZeros().scale() <= 0
            && number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
    return fits ? Optional.of(new Count(number.longValueExact())) : Optional.empty();
  }

  /**
   * A share of the whole.
   *
   * @param percent 0..100; kept in percent so that {@code 7%} is written back as {@code 7%}
   */
  record Share(double percent) implements Amount {
    public Share {
      if (!(percent >= 0 && percent <= 100)) {
        throw new IllegalArgumentException("percent must be 0..100, but was " + percent);
      }
    }

    /** The share as a number 0..1. */
    public double fraction() {
      return percent / 100;
    }

    @Override
    public long outOf(long total) {
      if (total < 0) {
        throw new IllegalArgumentException("total must not be negative, but was " + total);
      }
      return Math.round(fraction() * total);
    }

    @Override
    public String toString() {
      return BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString() + "%";
    }
  }

  /**
   * An absolute number.
   *
   * @param value at least 0
   */
  record Count(long value) implements Amount {
    public Count {
      if (value < 0) {
        throw new IllegalArgumentException("value must not be negative, but was " + value);
      }
    }

    @Override
    public long outOf(long total) {
      if (total < 0) {
        throw new IllegalArgumentException("total must not be negative, but was " + total);
      }
      return value;
    }

    @Override
    public String toString() {
      return Long.toString(value);
    }
  }
}
