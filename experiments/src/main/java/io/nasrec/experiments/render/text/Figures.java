package io.nasrec.experiments.render.text;

import java.util.Locale;

/** Formats numbers for people. */
public final class Figures {
  private Figures() {}

  /** A log loss or an AUC with four decimals, as the papers give them: {@code 0.4396}. */
  public static String quality(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** As above, or a dash if the number does not exist. */
  public static String quality(Double value) {
    return value == null ? "–" : quality(value.doubleValue());
  }

  /** With its sign: {@code +0.0123} or {@code −0.0123}. */
  public static String change(double difference) {
    String text = quality(Math.abs(difference));
    return difference == 0 ? text : (difference < 0 ? "−" : "+") + text;
  }

  /** With separators: {@code 45,840,617}. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** With its noun: {@code 1 field}, {@code 1,024 fields}. */
  public static String count(long value, String noun) {
    return count(value) + " " + noun + (value == 1 ? "" : "s");
  }

  /** A share of 1 as a whole percentage: {@code 72 %}. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  /** A share of 1 that may be small, such as a click rate: {@code 3.17 %}. */
  public static String share(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  /** In about three digits: {@code 842}, {@code 12.3 k}, {@code 4.57 M}, {@code 1.2 G}. */
  public static String compact(long value) {
    double rest = value;
    for (String unit : new String[] {"", " k", " M", " G"}) {
      if (Math.abs(rest) < 999.5 || unit.equals(" G")) {
        int decimals =
            unit.isEmpty() || Math.abs(rest) >= 99.95 ? 0 : Math.abs(rest) >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", rest) + unit;
      }
      rest /= 1000;
    }
    throw new IllegalStateException("the last unit takes every number");
  }

  /** In about three digits: {@code 842 B}, {@code 12.3 kB}, {@code 4.57 MB}, {@code 1.2 GB}. */
  public static String bytes(long value) {
    String number = compact(value);
    return number + (number.contains(" ") ? "B" : " B");
  }

  /** For example {@code 0.4 s}, {@code 12 s}, {@code 3 min 5 s}, {@code 2 h 10 min}. */
  public static String duration(double seconds) {
    if (seconds < 9.95) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? "%s min %s s".formatted(whole / 60, whole % 60)
        : "%s h %s min".formatted(whole / 3600, whole % 3600 / 60);
  }
}
