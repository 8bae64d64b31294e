package io.nasrec.experiments.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nasrec.commons.FileDigest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page and the OpenAPI document. */
class DocumentsTest {
  @TempDir private Path work;

  @Test
  void thePageHasAFieldPerColumnAndTheCardAndLoadsNothing() throws Exception {
    try (LocalServer server = new LocalServer(work, LocalServer.LIMITS, "shop")) {
      HttpResponse<String> page = server.get("/");

      assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
      assertThat(page.body())
          .contains("<input name=\"user\" data-kind=\"text\"")
          .contains("<input name=\"price\" data-kind=\"number\"")
          .contains("For &lt;tests&gt; &amp; nothing else.")
          .doesNotContain("src=", "http://", "https://");
      assertThat(server.get("/models/shop").body()).isEqualTo(page.body());
      String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
      for (String element : List.of("script", "style")) {
        Matcher found =
            Pattern.compile("<%1$s>(.*?)</%1$s>".formatted(element), Pattern.DOTALL)
                .matcher(page.body());
        assertThat(found.find()).isTrue();
        byte[] digest =
            FileDigest.SHA_256.begin().digest(found.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(policy)
            .contains(
                "%s-src 'sha256-%s'"
                    .formatted(element, Base64.getEncoder().encodeToString(digest)));
      }
    }
  }

  @Test
  void severalModelsAreListed() throws Exception {
    try (LocalServer server = new LocalServer(work, LocalServer.LIMITS, "shop", "toys")) {
      assertThat(server.get("/").body())
          .contains("<a href=\"/models/shop\">shop</a>", "<a href=\"/models/toys\">toys</a>");
    }
  }

  @Test
  void openApiHasEveryPathThatProgramsUseWithItsMethod() throws Exception {
    try (LocalServer server = new LocalServer(work, LocalServer.LIMITS, "shop", "toys")) {
      JsonNode document = LocalServer.json(server.get("/openapi.json"));
      TreeSet<String> described = new TreeSet<>();
      document
          .path("paths")
          .properties()
          .forEach(
              path ->
                  path.getValue()
                      .fieldNames()
                      .forEachRemaining(
                          method -> {
                            if (!method.equals("parameters")) {
                              described.add(method + " " + path.getKey());
                            }
                          }));
      TreeSet<String> served = new TreeSet<>();
      Views views = new Views(new ModelRegistry(List.of()), LocalServer.LIMITS, null, () -> true);
      for (Route route : views.routes()) {
        served.add((route.method().equals("GET") ? "get" : "post") + " " + route.template());
      }
      served.removeAll(List.of("get /", "get /models/{name}", "get /openapi.json"));

      assertThat(described).isEqualTo(served);
    }
  }

  @Test
  void openApiDescribesEachModelsRowsAndRefersToNothingThatIsAbsent() throws Exception {
    try (LocalServer server = new LocalServer(work, LocalServer.LIMITS, "shop", "toys")) {
      HttpResponse<String> response = server.get("/openapi.json");
      JsonNode document = LocalServer.json(response);
      JsonNode schemas = document.path("components").path("schemas");

      assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
      assertThat(schemas.path("row.toys").path("required").toString())
          .isEqualTo("[\"user\",\"price\"]");
      Map<String, String> types =
          Map.of("user", "[\"string\",\"number\",\"null\"]", "price", "[\"number\",\"null\"]");
      types.forEach(
          (column, expected) ->
              assertThat(
                      schemas
                          .path("row.shop")
                          .path("properties")
                          .path(column)
                          .path("type")
                          .toString())
                  .isEqualTo(expected));
      assertThat(schemas.path("rows").path("maxItems").asInt()).isEqualTo(100);
      assertThat(schemas.path("modelName").path("enum").toString())
          .isEqualTo("[\"shop\",\"toys\"]");
      Matcher references = Pattern.compile("\"\\$ref\":\"#([^\"]+)\"").matcher(response.body());
      while (references.find()) {
        assertThat(document.at(references.group(1)).isMissingNode())
            .as(references.group(1))
            .isFalse();
      }
    }
  }
}
