package io.nasrec.experiments.render.svg;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Maps values to pixels and chooses round numbers for the ticks.
 *
 * @param min least value shown
 * @param max greatest value shown, above {@code min}
 * @param step distance of the ticks: 1, 2 or 5 times a power of ten
 * @param from pixel of {@code min}
 * @param to pixel of {@code max}; less than {@code from} on an axis that points up
 */
record Axis(double min, double max, double step, double from, double to) {
  /** The part of the range left free at either end, so that no dot is on the frame. */
  private static final double PADDING = 0.04;

  /**
   * An axis that shows all values.
   *
   * @param low least value
   * @param high greatest value; may equal {@code low}
   * @param whole whether ticks are whole numbers
   * @param ticks about how many ticks, at least 2
   */
  static Axis over(double low, double high, boolean whole, int ticks, double from, double to) {
    double span = high - low;
    if (span <= Math.ulp(Math.max(Math.abs(low), Math.abs(high))) * 8) {
      // Only one value: it is in the middle of a range of its own size.
      span = low == 0 ? 1 : Math.abs(low) * 0.1;
    }
    double middle = low + (high - low) / 2;
    double min = Math.min(low, middle - span / 2) - PADDING * span;
    double max = Math.max(high, middle + span / 2) + PADDING * span;
    double step = step(span / ticks);
    return new Axis(min, max, whole ? Math.max(1, step) : step, from, to);
  }

  double pixel(double value) {
    return from + (value - min) / (max - min) * (to - from);
  }

  /** The values of the ticks, ascending. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (double k = Math.ceil(min / step); k * step <= max; k++) {
      ticks.add(k * step);
    }
    return ticks;
  }

  /** A tick's label: as many decimals as the step has. */
  String label(double tick) {
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    String text = String.format(Locale.ROOT, "%,." + decimals + "f", tick);
    return text.replaceFirst("^-(0(\\.0*)?)$", "$1").replace('-', '−');
  }

  private static double step(double atLeast) {
    double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
    for (int factor : new int[] {1, 2, 5}) {
      if (factor * power >= atLeast) {
        return factor * power;
      }
    }
    return 10 * power;
  }
}
