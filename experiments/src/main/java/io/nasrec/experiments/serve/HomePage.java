package io.nasrec.experiments.serve;

import io.nasrec.commons.FileDigest;
import io.nasrec.experiments.render.svg.Element;
import io.nasrec.experiments.resource.Resources;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Pages for people: what a model wants, a form that tries one row, and the model's card. */
final class HomePage {
  private static final String TYPE = "text/html; charset=utf-8";
  private static final String STYLE = Resources.text(HomePage.class, "page.css");
  private static final String SCRIPT = Resources.text(HomePage.class, "page.js");

  /** Browsers run this page's own script and style and nothing else, whatever a model is called. */
  static final String POLICY =
      ("default-src 'none'; connect-src 'self'; style-src '%s'; script-src '%s';"
              + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
          .formatted(hash(STYLE), hash(SCRIPT));

  private HomePage() {}

  /** The page of one model. */
  static Answer of(ServedModel model) {
    String path = "/models/" + model.name() + "/predict";
    return page(
        "Model " + model.name(),
        Element.of("p")
            .text(
                "Version %s. It gives a row the probability of a click."
                    .formatted(model.version())),
        Element.of("h2").text("Try a row"),
        Element.of("p").text("What is left empty counts as missing."),
        form(model, path),
        Element.of("h2").text("From a program"),
        Element.of("p")
            .text("POST an array of such rows; columns that the model does not want are ignored."),
        Element.of("pre", "id", "command").text(""),
        Element.of("p")
            .add(
                link("/openapi.json", "OpenAPI document"),
                Element.of("span").text(" · "),
                link("/v2/models/" + model.name(), "Open Inference Protocol"),
                Element.of("span").text(" · "),
                link("/metrics", "metrics")),
        Element.of("h2").text("Model card"),
        Element.of("pre", "class", "card")
            .text(model.scorer().card().isEmpty() ? "none" : model.scorer().card()));
  }

  /** The page of several models. */
  static Answer list(List<String> names) {
    Element list = Element.of("ul");
    for (String name : names) {
      list.add(Element.of("li").add(link("/models/" + name, name)));
    }
    return page(
        "ModelRegistry", list, Element.of("p").add(link("/openapi.json", "OpenAPI document")));
  }

  private static Element form(ServedModel model, String path) {
    Element form = Element.of("form", "id", "row", "data-path", path);
    for (Column column : model.layout().columns()) {
      form.add(
          Element.of("label")
              .add(
                  Element.of("span").text(column.name()),
                  Element.of(
                      "input",
                      "name",
                      column.name(),
                      "data-kind",
                      column.kind(),
                      "placeholder",
                      column.kind(),
                      "autocomplete",
                      "off")));
    }
    return form.add(
        Element.of("button").text("Predict"), Element.of("output", "id", "result").text(""));
  }

  private static Element link(String path, String text) {
    return Element.of("a", "href", path).text(text);
  }

  private static Answer page(String title, Element... content) {
    List<Element> body = new ArrayList<>();
    body.add(Element.of("h1").text(title));
    body.addAll(List.of(content));
    body.add(Element.script(SCRIPT));
    Element html = Element.of("html", "lang", "en");
    return Answer.text(TYPE, Element.page(html, title, STYLE, body.toArray(Element[]::new)));
  }

  private static String hash(String text) {
    byte[] digest = FileDigest.SHA_256.begin().digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }
}
