package io.nasrec.experiments.render.svg;

import java.util.Locale;

/** The shapes that make up an {@link ArchitectureDrawing}; drawing.css styles them. */
final class DrawingShapes {
  /** Width of an operator's box. */
  static final double NODE = 104;

  /** Height of an operator's box. */
  static final double NODE_HEIGHT = 46;

  /** How far above a box's middle its left operand enters, and how far below its right one. */
  static final double OPERAND = 10;

  private DrawingShapes() {}

  /** An operator: a box with two lines of text; {@code y} is its middle. */
  static Element node(double x, double y, String style, String name, String detail, boolean live) {
    return Element.of("g", "class", "node " + style + (live ? "" : " dead"))
        .title(name + ", " + detail + (live ? "" : " (cannot reach the head)"))
        .add(
            Element.of(
                "rect",
                "x",
                x,
                "y",
                y - NODE_HEIGHT / 2,
                "width",
                NODE,
                "height",
                NODE_HEIGHT,
                "rx",
                7),
            text(x + NODE / 2, y - 4, "name", name),
            text(x + NODE / 2, y + 13, "detail", detail));
  }

  /** A switch's name on its arrow. */
  static Element badge(double x, double y, String label, boolean live, String style) {
    double width = 12 + label.length() * 6.2;
    // Centred on its arrow, but kept within the column.
    double left = label.length() > 2 ? x - 12 : x + 12 - width;
    return Element.of("g", "class", "badge " + style + (live ? "" : " dead"))
        .add(
            Element.of("rect", "x", left, "y", y - 26, "width", width, "height", 17, "rx", 8.5),
            text(left + width / 2, y - 13.5, "tag", label));
  }

  /** A straight arrow to a given point. */
  static Element arrow(String style, boolean live, double x1, double y1, double x2, double y2) {
    double length = Math.hypot(x2 - x1, y2 - y1);
    double angle = Math.toDegrees(Math.atan2(y2 - y1, x2 - x1));
    double shorten = (length - 5) / length;
    return Element.of("g")
        .add(
            path(
                style,
                live,
                "M%.1f %.1f L%.1f %.1f",
                x1,
                y1,
                x1 + (x2 - x1) * shorten,
                y1 + (y2 - y1) * shorten),
            triangle(style, live, x2, y2, angle));
  }

  /** An arrow's head with its tip at a point; 0 degrees point to the right. */
  static Element triangle(String style, boolean live, double x, double y, double angle) {
    return Element.of(
        "path",
        "class",
        "tip " + style + (live ? "" : " dead"),
        "d",
        "M0 0 L-7 -4 L-7 4 Z",
        "transform",
        String.format(Locale.ROOT, "translate(%.1f %.1f) rotate(%.0f)", x, y, angle));
  }

  /** A line in a tensor's colour. */
  static Element path(String style, boolean live, String pattern, Object... numbers) {
    return Element.of(
        "path",
        "class",
        "edge " + style + (live ? "" : " dead"),
        "d",
        String.format(Locale.ROOT, pattern, numbers));
  }

  static Element text(double x, double y, String style, String text) {
    return Element.of("text", "x", x, "y", y, "text-anchor", "middle", "class", style).text(text);
  }
}
