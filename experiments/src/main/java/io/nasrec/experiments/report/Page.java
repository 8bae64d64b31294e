package io.nasrec.experiments.report;

import io.nasrec.experiments.Resources;
import io.nasrec.experiments.report.chart.Element;

/** A page in one file that needs no network, no script and no font. */
final class Page {
  private Page() {}

  /** HTML that is well-formed XML too. */
  static String html(String title, Element... body) {
    String css =
        Resources.text(Page.class, "drawing.css") + Resources.text(Page.class, "report.css");
    Element html = Element.of("html", "lang", "en", "xmlns", "http://www.w3.org/1999/xhtml");
    return Element.page(html, title, css, body);
  }

  static Element section(String heading, String note, Element content) {
    Element section = Element.of("section").add(Element.of("h2").text(heading));
    if (!note.isEmpty()) {
      section.add(Element.of("p", "class", "note").text(note));
    }
    return section.add(content);
  }
}
