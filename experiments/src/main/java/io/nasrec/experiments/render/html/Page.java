package io.nasrec.experiments.render.html;

import io.nasrec.experiments.render.svg.ArchitectureDrawing;
import io.nasrec.experiments.render.svg.Element;
import io.nasrec.experiments.resource.Resources;

/** A page in one file that needs no network, no script and no font. */
public final class Page {
  private Page() {}

  /** HTML that is well-formed XML too. */
  public static String html(String title, Element... body) {
    String css = ArchitectureDrawing.style() + Resources.text(Page.class, "report.css");
    Element html = Element.of("html", "lang", "en", "xmlns", "http://www.w3.org/1999/xhtml");
    return Element.page(html, title, css, body);
  }

  public static Element section(String heading, String note, Element content) {
    Element section = Element.of("section").add(Element.of("h2").text(heading));
    if (!note.isEmpty()) {
      section.add(Element.of("p", "class", "note").text(note));
    }
    return section.add(content);
  }
}
