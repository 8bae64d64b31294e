package io.nasrec.experiments.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before a model is asked, and what when too much is asked of it. */
class RefusalTest {
  private static final String ROW = "[{\"user\":\"u7\",\"price\":1}]";
  private static final int BYTES = 10_000;

  private LocalServer server;

  @BeforeEach
  void start(@TempDir Path work) throws Exception {
    server =
        new LocalServer(work, LocalServer.limits(BYTES, 100, 4, Duration.ofMillis(700)), "shop");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /nowhere, 404, ",
    "POST, /nowhere, 404, ",
    "GET, /predict, 405, POST",
    "PUT, /predict, 405, POST",
    "OPTIONS, /predict, 405, POST",
    "POST, /v2/health/live, 405, 'GET, HEAD'",
    "DELETE, /v2/models/shop, 405, 'GET, HEAD'",
    "GET, /v2/models/shop/infer, 405, POST",
    "POST, /v2/models/none/infer, 404, ",
    "GET, /v2/models/..%2Fetc, 400, ",
    "GET, /%00, 400, ",
  })
  void pathsAndMethods(String method, String path, int status, String allowed) throws Exception {
    HttpResponse<String> response =
        server.send(
            server
                .request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString("[]"))
                .build());

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Allow").orElse(null)).isEqualTo(allowed);
    assertThat(LocalServer.json(response).path("error").asText()).isNotEmpty();
  }

  @Test
  void aHeadHasNoBody() throws Exception {
    HttpResponse<String> response =
        server.send(
            server.request("/v2/health/live").method("HEAD", BodyPublishers.noBody()).build());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "application/json; charset=UTF-8, , 200",
    "application/json, identity, 200",
    ", , 415",
    "text/plain, , 415",
    "application/x-www-form-urlencoded, , 415",
    "application/json; charset=utf-16, , 415",
    "application/json, gzip, 415",
  })
  void contentTypes(String type, String encoding, int status) throws Exception {
    var request = server.request("/predict").POST(BodyPublishers.ofString(ROW));
    if (type != null) {
      request.header("Content-Type", type);
    }
    if (encoding != null) {
      request.header("Content-Encoding", encoding);
    }

    assertThat(server.send(request.build()).statusCode()).isEqualTo(status);
  }

  @Test
  void aBodyBeyondTheLimitIsRefusedWhetherItsLengthIsToldOrNot() throws Exception {
    String body = "[" + " ".repeat(BYTES) + "]";
    var told = server.posting("/predict", body);
    var untold =
        server
            .request("/predict")
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofInputStream(
                    () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
            .build();

    for (var request : List.of(told, untold)) {
      HttpResponse<String> response = server.send(request);
      assertThat(response.statusCode()).isEqualTo(413);
      assertThat(response.body())
          .isEqualTo("{\"error\":\"a body may have 10000 bytes, but this one has more\"}");
    }
    assertThat(server.post("/predict", " ".repeat(BYTES - ROW.length()) + ROW).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aClientThatAsksFirstIsToldBeforeItSends() throws Exception {
    String said =
        server.said(
            LocalServer.head(
                "POST /predict",
                "Content-Type: application/json",
                "Content-Length: 99999",
                "Expect: 100-continue"));

    assertThat(said).startsWith("HTTP/1.1 413 ").doesNotContain("100 Continue");
  }

  @Test
  void whatIsNoHttpOrTooLongIsAnsweredInJson() throws Exception {
    assertThat(server.said("HELLO\r\n\r\n")).startsWith("HTTP/1.1 400 ").contains("{\"error\":\"");
    assertThat(server.said(LocalServer.head("GET /", "X: " + "x".repeat(5000))))
        .startsWith("HTTP/1.1 431 ")
        .contains("{\"error\":\"the request's headers are longer than this server reads\"}");
    assertThat(server.said("GET / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(
            server.said(
                LocalServer.head("POST /predict", "Content-Length: 1", "Transfer-Encoding: chunked")
                    + "0\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
  }

  @Test
  void aBodyThatDoesNotArriveIsGivenUp() throws Exception {
    try (Socket socket = server.connect(LocalServer.predict(100) + "[{")) {
      InputStream in = socket.getInputStream();
      String said = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(said)
          .startsWith("HTTP/1.1 408 ")
          .contains("the body had not arrived after 700 milliseconds");
    }
    assertThat(server.metric("nasrec_held_bytes")).isZero();
  }

  @Test
  void moreThanMayWaitAreAskedToComeAgain() throws Exception {
    CountDownLatch gate = server.scorer("1 shop").hold();
    List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sent.add(server.client().sendAsync(server.posting("/predict", ROW), BodyHandlers.ofString()));
    }
    // One is being scored and four wait; the others are answered although the model is stuck.
    while (sent.stream().filter(CompletableFuture::isDone).count() < 15) {
      Thread.sleep(5);
    }
    gate.countDown();

    List<HttpResponse<String>> answers = sent.stream().map(CompletableFuture::join).toList();
    assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(5);
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() == 503)
        .hasSize(15)
        .allSatisfy(
            answer -> {
              assertThat(answer.headers().firstValue("Retry-After")).contains("1");
              assertThat(answer.body()).contains("try again later");
            });
    assertThat(server.metric("nasrec_waiting_requests")).isZero();
  }

  @Test
  void aFailureOfTheModelIsToldWithoutATrace() throws Exception {
    server.scorer("1 shop").close();

    HttpResponse<String> response = server.post("/predict", ROW);

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).isEqualTo("{\"error\":\"the server failed; its log says why\"}");
  }
}
