package io.nasrec.experiments.render.svg;

import static io.nasrec.experiments.render.svg.XyChart.label;

import java.util.List;
import java.util.Locale;

/**
 * Spreads of quantities of different magnitude, one row each: a box plot on the row's own scale
 * and, beside it, the standard deviation as a bar on a scale shared by all rows.
 *
 * @param title for screen readers
 * @param rows from top to bottom
 */
public record SpreadChart(String title, List<Row> rows) {
  private static final double WIDTH = 520;
  private static final double ROW = 78;
  private static final double BOX_LEFT = 24;
  private static final double BOX_RIGHT = 330;
  private static final double BAR_LEFT = 366;
  private static final double BAR_RIGHT = 440;

  public SpreadChart {
    rows = List.copyOf(rows);
  }

  /**
   * A row; all numbers are finite.
   *
   * @param sd standard deviation
   */
  public record Row(
      String name, double min, double q25, double median, double q75, double max, double sd) {
    public Row {
      for (double value : new double[] {min, q25, median, q75, max, sd}) {
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException(name + " must be finite, but was " + value);
        }
      }
    }
  }

  /** The chart; if it has no rows, it says so. */
  public Element svg() {
    double height = 34 + Math.max(1, rows.size()) * ROW;
    Element svg =
        Element.of(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 %s %s".formatted(Element.number(WIDTH), Element.number(height)),
                "class",
                "chart",
                "role",
                "img")
            .title(title);
    if (rows.isEmpty()) {
      return svg.add(label(WIDTH / 2, height / 2, "middle", "empty", "no data"));
    }
    svg.add(
        label(
            BOX_LEFT, 18, "start", "label", "range, quartiles and median (each on its own scale)"),
        label(BAR_LEFT, 18, "start", "label", "standard deviation"));
    double widest = rows.stream().mapToDouble(Row::sd).max().orElse(0);
    for (int i = 0; i < rows.size(); i++) {
      svg.add(row(rows.get(i), 34 + i * ROW, widest));
    }
    return svg;
  }

  private static Element row(Row row, double top, double widest) {
    double middle = top + 38;
    double span = row.max - row.min;
    // Without any spread, all marks coincide in the middle.
    Axis axis =
        span > 0
            ? new Axis(row.min, row.max, 1, BOX_LEFT, BOX_RIGHT)
            : new Axis(row.min - 1, row.max + 1, 1, BOX_LEFT, BOX_RIGHT);
    double bar = widest > 0 ? row.sd / widest * (BAR_RIGHT - BAR_LEFT) : 0;
    Element group = Element.of("g", "class", "spread");
    group.add(label(BOX_LEFT, top + 18, "start", "name", row.name));
    group.add(
        Element.of(
            "line",
            "x1",
            axis.pixel(row.min),
            "x2",
            axis.pixel(row.max),
            "y1",
            middle,
            "y2",
            middle,
            "class",
            "whisker"),
        Element.of(
            "rect",
            "x",
            axis.pixel(row.q25),
            "y",
            middle - 9,
            "width",
            axis.pixel(row.q75) - axis.pixel(row.q25),
            "height",
            18,
            "class",
            "box"));
    for (double end : new double[] {row.min, row.max}) {
      group.add(vertical(axis.pixel(end), middle, 5, "whisker"));
    }
    group.add(
        vertical(axis.pixel(row.median), middle, 9, "median"),
        label(axis.pixel(row.min), middle + 24, "start", "tick", figure(row.min, span)),
        label(axis.pixel(row.max), middle + 24, "end", "tick", figure(row.max, span)));
    double median = Math.min(Math.max(axis.pixel(row.median), BOX_LEFT + 90), BOX_RIGHT - 90);
    group.add(
        label(median, middle + 24, "middle", "tick", "median " + figure(row.median, span)),
        Element.of(
            "rect",
            "x",
            BAR_LEFT,
            "y",
            middle - 9,
            "width",
            Math.max(1, bar),
            "height",
            18,
            "class",
            "bar"),
        label(
            BAR_LEFT + Math.max(1, bar) + 6, middle + 4, "start", "tick", figure(row.sd, row.sd)));
    return group;
  }

  private static Element vertical(double x, double middle, double reach, String style) {
    return Element.of(
        "line", "x1", x, "x2", x, "y1", middle - reach, "y2", middle + reach, "class", style);
  }

  /** About three significant digits of the spread. */
  private static String figure(double value, double spread) {
    int digits =
        spread > 0 ? (int) Math.max(0, Math.min(6, 2 - Math.floor(Math.log10(spread)))) : 3;
    return String.format(Locale.ROOT, "%,." + digits + "f", value).replace('-', '−');
  }
}
