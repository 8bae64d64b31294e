package io.nasrec.experiments.report;

import io.nasrec.experiments.Resources;
import io.nasrec.experiments.report.chart.Element;

/** A page in one file that needs no network, no script and no font. */
final class Page {
  private Page() {}

  /** HTML that is well-formed XML too. */
  static String html(String title, Element... body) {
    Element page =
        Element.of("html", "lang", "en", "xmlns", "http://www.w3.org/1999/xhtml")
            .add(
                Element.of("head")
                    .add(
                        Element.of("meta", "charset", "utf-8"),
                        Element.of(
                            "meta",
                            "name",
                            "viewport",
                            "content",
                            "width=device-width, initial-scale=1"),
                        Element.of("meta", "name", "color-scheme", "content", "light dark"),
                        Element.of("title").text(title),
                        Element.style(
                            Resources.text(Page.class, "drawing.css")
                                + Resources.text(Page.class, "report.css"))),
                Element.of("body").add(body));
    return "<!DOCTYPE html>\n" + page + "\n";
  }

  static Element section(String heading, String note, Element content) {
    Element section = Element.of("section").add(Element.of("h2").text(heading));
    if (!note.isEmpty()) {
      section.add(Element.of("p", "class", "note").text(note));
    }
    return section.add(content);
  }
}
