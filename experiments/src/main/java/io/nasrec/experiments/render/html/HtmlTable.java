package io.nasrec.experiments.render.html;

import io.nasrec.experiments.render.svg.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A table; the first column contains names, the others numbers unless stated otherwise. */
public final class HtmlTable {
  private final List<Element> headings = new ArrayList<>();
  private final List<Element> rows = new ArrayList<>();
  private final Set<Integer> prose;

  /**
   * Starts a table.
   *
   * @param prose columns of text, from 0
   * @param headings the columns' headings
   */
  public HtmlTable(Set<Integer> prose, String... headings) {
    this.prose = prose;
    for (int i = 0; i < headings.length; i++) {
      this.headings.add(cell("th", i, Element.of("span").text(headings[i])));
    }
  }

  /** Appends a row of texts; a style may mark it. */
  public HtmlTable row(String style, String... cells) {
    List<Element> elements = new ArrayList<>();
    for (String text : cells) {
      elements.add(Element.of("span").text(text));
    }
    return row(style, elements);
  }

  /** Appends a row of elements. */
  public HtmlTable row(String style, List<Element> cells) {
    Element row = Element.of("tr", "class", style);
    for (int i = 0; i < cells.size(); i++) {
      row.add(cell("td", i, cells.get(i)));
    }
    rows.add(row);
    return this;
  }

  private Element cell(String kind, int column, Element content) {
    boolean text = column == 0 || prose.contains(column);
    return Element.of(kind, "class", text ? "text" : "number").add(content);
  }

  /** The table in a box that scrolls where the window is narrow. */
  public Element html() {
    return Element.of("div", "class", "scroll")
        .add(
            Element.of("table")
                .add(
                    Element.of("thead").add(Element.of("tr").add(headings)),
                    Element.of("tbody").add(rows)));
  }
}
