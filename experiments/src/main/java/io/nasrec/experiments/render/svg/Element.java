package io.nasrec.experiments.render.svg;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An element of XML or HTML, built up and then printed; all text and attributes are escaped.
 *
 * <p>What it prints is well-formed XML and means the same to an HTML parser.
 */
public final class Element {
  /** HTML has no other void elements; all others need an end tag. */
  private static final List<String> VOID =
      List.of("meta", "br", "input", "line", "rect", "circle", "path");

  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final StringBuilder content = new StringBuilder();

  private Element(String name) {
    this.name = name;
  }

  /**
   * An empty element.
   *
   * @param attributes names and values alternating; numbers are written with at most 2 decimals
   * @throws IllegalArgumentException if a number is not finite, or a value is missing
   */
  public static Element of(String name, Object... attributes) {
    Element element = new Element(name);
    if (attributes.length % 2 != 0) {
      throw new IllegalArgumentException("attributes must come in pairs");
    }
    for (int i = 0; i < attributes.length; i += 2) {
      Object value = attributes[i + 1];
      element.attributes.put(
          (String) attributes[i],
          value instanceof Number number ? number(number.doubleValue()) : value.toString());
    }
    return element;
  }

  /**
   * A page in one file, well-formed XML too; it names no other file.
   *
   * @param html the root, still empty: XML wants a namespace, HTML does not
   */
  public static String page(Element html, String title, String css, Element... body) {
    html.add(
        of("head")
            .add(
                of("meta", "charset", "utf-8"),
                of("meta", "name", "viewport", "content", "width=device-width, initial-scale=1"),
                of("meta", "name", "color-scheme", "content", "light dark"),
                of("title").text(title),
                style(css)),
        of("body").add(body));
    return "<!DOCTYPE html>\n" + html + "\n";
  }

  /**
   * A style sheet. It is not escaped: HTML reads it raw, XML does not.
   *
   * @throws IllegalArgumentException if it has a character that either would misread
   */
  public static Element style(String css) {
    return raw("style", "a style sheet", css);
  }

  /**
   * A script. It is not escaped: HTML reads it raw, XML does not.
   *
   * @throws IllegalArgumentException if it has a character that either would misread
   */
  public static Element script(String javascript) {
    return raw("script", "a script", javascript);
  }

  private static Element raw(String name, String what, String content) {
    if (content.contains("<") || content.contains("&")) {
      throw new IllegalArgumentException(what + " must have neither '<' nor '&'");
    }
    Element element = new Element(name);
    element.content.append(content);
    return element;
  }

  /** Appends elements. */
  public Element add(Element... children) {
    for (Element child : children) {
      content.append(child);
    }
    return this;
  }

  /** Appends elements. */
  public Element add(Iterable<Element> children) {
    children.forEach(content::append);
    return this;
  }

  /** Appends text. */
  public Element text(String text) {
    content.append(escape(text));
    return this;
  }

  /** Appends a {@code title}: the name for screen readers, and the tooltip. */
  public Element title(String text) {
    return text.isEmpty() ? this : add(of("title").text(text));
  }

  /**
   * A coordinate with at most 2 decimals: a hundredth of a pixel.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a coordinate must be finite, but was " + value);
    }
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /**
   * Escapes XML's five special characters; control characters, which XML does not allow, become a
   * question mark.
   */
  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(c >= ' ' || c == '\n' || c == '\t' ? c : '?');
              }
            });
    return escaped.toString();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("<").append(name);
    attributes.forEach(
        (key, value) ->
            text.append(' ').append(key).append("=\"").append(escape(value)).append('"'));
    if (content.isEmpty() && VOID.contains(name)) {
      return text.append("/>").toString();
    }
    return text.append('>').append(content).append("</").append(name).append('>').toString();
  }
}
