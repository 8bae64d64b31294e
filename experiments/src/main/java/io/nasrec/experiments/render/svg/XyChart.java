package io.nasrec.experiments.render.svg;

import io.nasrec.experiments.render.svg.Layer.Point;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A chart of dots and lines over two linear axes.
 *
 * @param title for screen readers; the page has its own headings
 * @param xLabel with the unit
 * @param yLabel with the unit
 * @param wholeX whether only whole numbers make sense on the x axis
 * @param layers from back to front
 */
public record XyChart(
    String title, String xLabel, String yLabel, boolean wholeX, List<Layer> layers) {
  private static final double WIDTH = 520;
  private static final double HEIGHT = 320;
  private static final double TOP = 34;
  private static final double BOTTOM = 46;
  private static final double RIGHT = 12;

  /** The width of a digit at the style sheet's font size for tick labels, rounded up. */
  private static final double DIGIT = 7.2;

  public XyChart {
    layers = List.copyOf(layers);
  }

  /** The chart; if it has no points, it says so. */
  public Element svg() {
    Element svg =
        Element.of(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 %s %s".formatted(Element.number(WIDTH), Element.number(HEIGHT)),
                "class",
                "chart",
                "role",
                "img")
            .title(title);
    List<Point> points = layers.stream().flatMap(layer -> layer.points().stream()).toList();
    if (points.isEmpty()) {
      return svg.add(label(WIDTH / 2, HEIGHT / 2, "middle", "empty", "no data"));
    }
    Axis y = axis(points, Point::y, false, HEIGHT - BOTTOM, TOP);
    int longest = y.ticks().stream().mapToInt(tick -> y.label(tick).length()).max().orElse(1);
    double left = 34 + longest * DIGIT;
    Axis x = axis(points, Point::x, wholeX, left, WIDTH - RIGHT);
    svg.add(grid(x, y));
    layers.forEach(layer -> svg.add(draw(layer, x, y)));
    return svg.add(legend(left));
  }

  private static Axis axis(
      List<Point> points, ToDoubleFunction<Point> of, boolean whole, double from, double to) {
    double low = points.stream().mapToDouble(of).min().orElseThrow();
    double high = points.stream().mapToDouble(of).max().orElseThrow();
    return Axis.over(low, high, whole, 5, from, to);
  }

  private Element grid(Axis x, Axis y) {
    Element grid = Element.of("g", "class", "grid");
    for (double tick : y.ticks()) {
      double py = y.pixel(tick);
      grid.add(Element.of("line", "x1", x.from(), "x2", x.to(), "y1", py, "y2", py));
      grid.add(label(x.from() - 8, py + 4, "end", "tick", y.label(tick)));
    }
    for (double tick : x.ticks()) {
      double px = x.pixel(tick);
      grid.add(
          Element.of("line", "x1", px, "x2", px, "y1", y.from(), "y2", y.from() + 4),
          label(px, y.from() + 18, "middle", "tick", x.label(tick)));
    }
    double middle = (y.from() + y.to()) / 2;
    return grid.add(
        Element.of(
            "line", "x1", x.from(), "x2", x.to(), "y1", y.from(), "y2", y.from(), "class", "axis"),
        label((x.from() + x.to()) / 2, HEIGHT - 8, "middle", "label", xLabel),
        Element.of(
                "text",
                "class",
                "label",
                "text-anchor",
                "middle",
                "transform",
                "translate(14 %s) rotate(-90)".formatted(Element.number(middle)))
            .text(yLabel));
  }

  private static Element draw(Layer layer, Axis x, Axis y) {
    Element group = Element.of("g", "class", layer.style());
    if (layer instanceof Layer.Dots dots) {
      for (Point point : dots.points()) {
        group.add(
            Element.of(
                    "circle",
                    "cx",
                    x.pixel(point.x()),
                    "cy",
                    y.pixel(point.y()),
                    "r",
                    dots.radius())
                .title(point.note()));
      }
    } else if (!layer.points().isEmpty()) {
      String path =
          layer.points().stream()
              .map(p -> Element.number(x.pixel(p.x())) + " " + Element.number(y.pixel(p.y())))
              .collect(Collectors.joining(" L", "M", ""));
      group.add(Element.of("path", "class", "line", "d", path));
    }
    return group;
  }

  private Element legend(double left) {
    Element legend = Element.of("g", "class", "legend");
    double at = left;
    for (Layer layer : layers) {
      if (layer.legend().isEmpty() || layer.points().isEmpty()) {
        continue;
      }
      Element key = Element.of("g", "class", layer.style());
      key.add(
          layer instanceof Layer.Line
              ? Element.of("path", "class", "line", "d", "M%s 16 h16".formatted(Element.number(at)))
              : Element.of("circle", "cx", at + 8, "cy", 16, "r", 4, "class", "key"));
      legend.add(key, label(at + 22, 20, "start", "tick", layer.legend()));
      at += 38 + layer.legend().length() * 6.4;
    }
    return legend;
  }

  static Element label(double x, double y, String anchor, String style, String text) {
    return Element.of("text", "x", x, "y", y, "text-anchor", anchor, "class", style).text(text);
  }
}
