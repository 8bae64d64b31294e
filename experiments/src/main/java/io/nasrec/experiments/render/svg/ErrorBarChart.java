package io.nasrec.experiments.render.svg;

import static io.nasrec.experiments.render.svg.XyChart.label;

import java.util.List;

/**
 * Means with error bars on one scale, one per row.
 *
 * @param title for screen readers
 * @param xLabel with the unit
 * @param rows from top to bottom
 */
public record ErrorBarChart(String title, String xLabel, List<Row> rows) {
  private static final double WIDTH = 640;
  private static final double ROW = 28;
  private static final double TOP = 10;
  private static final double BOTTOM = 46;
  private static final double RIGHT = 16;

  /** The approximate width of a letter at the style sheet's font size for names. */
  private static final double LETTER = 7.4;

  public ErrorBarChart {
    rows = List.copyOf(rows);
  }

  /**
   * A row.
   *
   * @param mean finite
   * @param sd standard deviation, finite, at least 0
   * @param note shown as a tooltip
   */
  public record Row(String name, double mean, double sd, String note) {
    public Row {
      if (!Double.isFinite(mean) || !(sd >= 0) || !Double.isFinite(sd)) {
        throw new IllegalArgumentException(
            name + ": mean and sd must be finite and sd at least 0, but were " + mean + ", " + sd);
      }
    }
  }

  /** The chart; if it has no rows, it says so. */
  public Element svg() {
    double height = TOP + Math.max(1, rows.size()) * ROW + BOTTOM;
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
    double left = 20 + LETTER * rows.stream().mapToInt(row -> row.name.length()).max().orElse(0);
    Axis axis =
        Axis.over(
            rows.stream().mapToDouble(row -> row.mean - row.sd).min().orElseThrow(),
            rows.stream().mapToDouble(row -> row.mean + row.sd).max().orElseThrow(),
            false,
            6,
            left,
            WIDTH - RIGHT);
    svg.add(grid(axis, height - BOTTOM));
    for (int i = 0; i < rows.size(); i++) {
      svg.add(row(rows.get(i), axis, TOP + (i + 0.5) * ROW));
    }
    return svg;
  }

  private Element grid(Axis axis, double bottom) {
    Element grid = Element.of("g", "class", "grid");
    for (double tick : axis.ticks()) {
      double x = axis.pixel(tick);
      grid.add(
          Element.of("line", "x1", x, "x2", x, "y1", TOP, "y2", bottom),
          label(x, bottom + 16, "middle", "tick", axis.label(tick)));
    }
    return grid.add(label((axis.from() + axis.to()) / 2, bottom + 36, "middle", "label", xLabel));
  }

  private static Element row(Row row, Axis axis, double middle) {
    double low = axis.pixel(row.mean - row.sd);
    double high = axis.pixel(row.mean + row.sd);
    Element bar = Element.of("g", "class", "spread");
    bar.add(
        label(axis.from() - 10, middle + 4, "end", "name", row.name),
        line(low, high, middle, middle),
        line(low, low, middle - 5, middle + 5),
        line(high, high, middle - 5, middle + 5));
    return Element.of("g", "class", "solid")
        .add(
            bar,
            Element.of("circle", "cx", axis.pixel(row.mean), "cy", middle, "r", 4).title(row.note));
  }

  private static Element line(double x1, double x2, double y1, double y2) {
    return Element.of("line", "x1", x1, "x2", x2, "y1", y1, "y2", y2, "class", "whisker");
  }
}
