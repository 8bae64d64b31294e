package io.nasrec.experiments.render.svg;

import java.util.List;

/** Part of an {@link XyChart}, drawn over the layers before it. */
public sealed interface Layer {
  /** Name in the legend; empty for none. */
  String legend();

  /** Class in the style sheet, such as {@code dense} or {@code best}. */
  String style();

  /** What is drawn, in order. */
  List<Point> points();

  /**
   * A dot per point.
   *
   * @param radius in pixels
   */
  record Dots(String legend, String style, double radius, List<Point> points) implements Layer {
    public Dots {
      points = List.copyOf(points);
    }
  }

  /** A line from point to point. */
  record Line(String legend, String style, List<Point> points) implements Layer {
    public Line {
      points = List.copyOf(points);
    }
  }

  /**
   * A point.
   *
   * @param x finite
   * @param y finite
   * @param note shown as a tooltip; empty for none
   */
  record Point(double x, double y, String note) {
    public Point {
      if (!Double.isFinite(x) || !Double.isFinite(y)) {
        throw new IllegalArgumentException("x and y must be finite, but were " + x + ", " + y);
      }
    }

    /** A point without a note. */
    public Point(double x, double y) {
      this(x, y, "");
    }
  }
}
