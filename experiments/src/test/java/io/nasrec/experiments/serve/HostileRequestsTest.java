package io.nasrec.experiments.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever clients send, each gets a refusal in JSON or is let go, and the next one is served. */
@Timeout(120)
class HostileRequestsTest {
  private static final int REQUESTS = 400;
  private static final List<String> PATHS =
      List.of("/predict", "/v2/models/shop/infer", "/models/shop/predict", "/v2", "/metrics");
  private static final List<String> SEEDS =
      List.of(
          "[{\"user\":\"u7\",\"price\":3.5},{\"user\":null,\"price\":-1e9}]",
          "{\"id\":\"4\",\"inputs\":[{\"name\":\"user\",\"shape\":[1,1],\"datatype\":\"BYTES\","
              + "\"data\":[[\"u7\"]]},{\"name\":\"price\",\"shape\":[1],\"datatype\":\"FP64\","
              + "\"data\":[3.5]}]}");
  private static final List<String> PIECES =
      List.of(
          "[",
          "]",
          "{",
          "}",
          ",",
          ":",
          "\"",
          "null",
          "-0",
          "1e400",
          "99999999999999999999",
          "\u0000",
          "\\ud800",
          "\u00ff\u00fe",
          "\"user\"",
          "\"shape\"",
          "[[[[[[[[",
          "true",
          "  ");

  private LocalServer server;

  @BeforeEach
  void start(@TempDir Path work) throws Exception {
    server =
        new LocalServer(work, LocalServer.limits(20_000, 50, 64, Duration.ofMillis(400)), "shop");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void bodiesAndSizes(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < REQUESTS; i++) {
      String request = request(random);
      String answer = answer(request);
      // Nothing at all is what a request gets that never ends and is not yet a request.
      if (!answer.isEmpty()) {
        requireTold(request, answer);
      }
    }
    assertThat(server.post("/predict", SEEDS.get(0)).body())
        .isEqualTo("[{\"probability\":0.0105},{\"probability\":-999999.999}]");
    while (server.metric("nasrec_held_bytes") > 0) {
      Thread.sleep(20);
    }
    assertThat(server.metric("nasrec_waiting_requests")).isZero();
  }

  private static String request(SplittableRandom random) {
    StringBuilder body = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
    for (int changes = random.nextInt(6); changes > 0; changes--) {
      int at = random.nextInt(body.length() + 1);
      switch (random.nextInt(4)) {
        case 0 -> body.delete(at, Math.min(body.length(), at + random.nextInt(20)));
        case 1 -> body.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 2 -> body.insert(at, (char) random.nextInt(256));
        default -> body.insert(at, body.substring(random.nextInt(at + 1), at));
      }
    }
    if (random.nextInt(40) == 0) {
      body.append(" ".repeat(random.nextInt(60_000)));
    }
    int length = body.length() + (random.nextInt(30) == 0 ? random.nextInt(-5, 5) : 0);
    String framing =
        random.nextInt(10) == 0
            ? "Transfer-Encoding: chunked\r\n\r\n%s\r\n%s\r\n0\r\n\r\n"
                .formatted(Integer.toHexString(Math.max(0, length)), body)
            : "Content-Length: %s\r\n\r\n%s".formatted(length, body);
    return "%s %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n%s"
        .formatted(
            random.nextInt(20) == 0 ? "PUT" : "POST",
            PATHS.get(random.nextInt(PATHS.size())),
            framing);
  }

  private String answer(String request) throws IOException {
    try (Socket socket = server.connect(request)) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (SocketException e) {
      return ""; // Refused while it was still sending.
    }
  }

  private static void requireTold(String request, String answer) throws IOException {
    int status = Integer.parseInt(answer.substring("HTTP/1.1 ".length(), 12));
    assertThat(status).as(request).isIn(200, 400, 405, 408, 413);
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    JsonNode document = new ObjectMapper().readTree(body);
    if (status != 200) {
      assertThat(document.path("error").asText())
          .as(request)
          .isNotEmpty()
          .doesNotContain("Exception", "java.", "\tat ");
    }
  }
}
