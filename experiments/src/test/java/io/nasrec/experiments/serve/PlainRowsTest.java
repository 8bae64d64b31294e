package io.nasrec.experiments.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainRowsTest {
  private LocalServer server;

  @BeforeEach
  void start(@TempDir Path work) throws Exception {
    server = new LocalServer(work, LocalServer.LIMITS, "shop");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void eachRowGetsItsProbabilityInOrder() throws Exception {
    HttpResponse<String> response =
        server.post(
            "/predict",
            "[{\"user\":\"u7\",\"price\":3.5},{\"price\":null,\"user\":null},{\"user\":\"u2\",\"price\":1,"
                + "\"more\":{\"of\":[1,2]}}]");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.body())
        .isEqualTo("[{\"probability\":0.0105},{\"probability\":0.001},{\"probability\":0.003}]");
    assertThat(server.post("/models/shop/predict", "[]").body()).isEqualTo("[]");
  }

  @Test
  void unseenValuesAreCountedPerField() throws Exception {
    server.post("/predict", "[{\"user\":\"u7\",\"price\":1},{\"user\":\"who\",\"price\":1}]");

    assertThat(server.metric("nasrec_rows_total{model=\"shop\"}")).isEqualTo(2);
    assertThat(server.metric("nasrec_unseen_values_total{field=\"user\",model=\"shop\"}"))
        .isEqualTo(1);
    assertThat(server.metric("nasrec_unseen_share{field=\"user\",model=\"shop\"}")).isEqualTo(0.5);
    assertThat(server.metric("nasrec_request_seconds_count{endpoint=\"/predict\",status=\"200\"}"))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "| the body is empty; a JSON document was expected",
        "{} | expected an array of rows, such as [{\"user\": …}], but found an object",
        "[3] | row 1: expected an object of columns and values, but found a number",
        "[{\"user\":\"u1\"}] | row 1: price (number) is missing; where there is no value, give null",
        "[{}] | row 1: user (text), price (number) are missing; where there is no value, give null",
        "[{\"user\":[1],\"price\":1}] | row 1, column user: expected a text, a number, a boolean or"
            + " null, but found an array",
        "[{\"user\":\"u1\",\"price\":\"dear\"}] | row 1, column price: expected a number, but found"
            + " dear",
        "[{\"user\":\"u1\",\"price\":1e999}] | row 1, column price: expected a number of at most"
            + " 1.8e308 in size, but found 1e999",
        "[] [] | the body must be one JSON document, but another value follows in line 1, column 4",
        "[{\"user\":\"u1\",\"user\":\"u2\"}] | the body is no valid JSON: line 1, column 21:"
            + " Duplicate field 'user'",
        "[{\"a\":[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]}] | the body is not read: values may be nested 16"
            + " deep, names 1024, texts 65536 and numbers 64 characters long",
        "[ | the body is no valid JSON: line 1, column 2: Unexpected end-of-input: expected close"
            + " marker for Array",
        "[/*1*/] | the body is no valid JSON: line 1, column 2: Unexpected character ('/' (code"
            + " 47)): maybe a (non-standard) comment?",
        "[NaN] | the body is no valid JSON: line 1, column 5: Non-standard token" + " 'NaN'",
      })
  void mistakesAreNamed(String body, String message) throws Exception {
    HttpResponse<String> response = server.post("/predict", body == null ? "" : body);

    assertThat(LocalServer.json(response).path("error").asText()).isEqualTo(message);
    assertThat(response.statusCode()).isEqualTo(400);
  }

  @Test
  void bytesAreUtf8AndNothingElse() throws Exception {
    String rows = "[{\"user\":\"u7\",\"price\":1}]";

    assertThat(post(("\uFEFF" + rows).getBytes(StandardCharsets.UTF_8)).statusCode())
        .isEqualTo(200);
    for (Charset other : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
      assertThat(post(rows.getBytes(other)).statusCode()).as("%s", other).isEqualTo(400);
    }
    // An overlong form of '\0', a half of a surrogate pair, a byte that never occurs.
    for (String bytes : List.of("\u00C0\u0080", "\u00ED\u00A0\u0080", "\u00FF")) {
      HttpResponse<String> response =
          post(rows.replace("7", bytes).getBytes(StandardCharsets.ISO_8859_1));
      assertThat(response.body())
          .isEqualTo("{\"error\":\"the body is no valid JSON: byte 12 is no UTF-8\"}");
      assertThat(response.statusCode()).isEqualTo(400);
    }
  }

  private HttpResponse<String> post(byte[] body) throws Exception {
    return server.send(
        server
            .request("/predict")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  @Test
  void moreRowsThanTheLimitAreRefused() throws Exception {
    String row = "{\"user\":\"u1\",\"price\":1}";

    assertThat(server.post("/predict", "[" + (row + ",").repeat(99) + row + "]").statusCode())
        .isEqualTo(200);
    HttpResponse<String> response =
        server.post("/predict", "[" + (row + ",").repeat(100) + row + "]");
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body())
        .isEqualTo("{\"error\":\"a request may have 100 rows, but this one has more\"}");
  }
}
