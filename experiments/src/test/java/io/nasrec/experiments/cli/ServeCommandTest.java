package io.nasrec.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nasrec.experiments.Main;
import io.nasrec.supernet.model.Predictor;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server as users start and stop it: a process of its own with a trained model. */
@Timeout(240)
class ServeCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path directory;
  private static Path model;
  private final Shell shell = new Shell();
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void train() throws IOException {
    Path shop = ShopRows.write(directory.resolve("shop.csv"), 3000);
    Path yaml = directory.resolve("shop.yaml");
    Shell shell = new Shell();
    assertThat(shell.run("inspect", shop, "--out", yaml)).as(shell.err()).isZero();
    Path run = directory.resolve("run");
    List<String> train = new ArrayList<>(List.of("train", yaml.toString(), "--baseline", "dcn-v2"));
    for (String key : List.of("retrain.epochs=1", "engine.threads=1")) {
      train.addAll(List.of("--set", key));
    }
    train.addAll(List.of("--out", run.toString()));
    assertThat(shell.run(train)).as(shell.err()).isZero();
    model = run.resolve("networks/dcn-v2/training-1");
  }

  @Test
  void itGivesThePredictorsBitsAndFinishesWhatIsUnderWayWhenStopped() throws Exception {
    Map<String, Object> before = files();
    Path err = directory.resolve("err.txt");
    Process process = serve(err, model.toString(), "--port", "0", "--watch");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      URI address = URI.create(String.valueOf(out.readLine()));
      List<Map<String, Object>> rows = rows(200);
      double[] expected;
      try (Predictor predictor = Predictor.load(model)) {
        expected = predictor.predict(rows);
      }
      String body = JSON.writeValueAsString(rows);

      assertThat(probabilities(post(address.resolve("/predict"), body))).containsExactly(expected);
      requireSame(address, rows, expected);

      try (Socket socket = new Socket(address.getHost(), address.getPort())) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head =
            "POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Connection: close\r\nContent-Length: %s\r\n\r\n".formatted(bytes.length);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().write(bytes, 0, bytes.length / 2);
        TimeUnit.MILLISECONDS.sleep(500);
        process.destroy(); // SIGTERM
        // Longer than the second that the library waits for a silent connection when it stops.
        TimeUnit.MILLISECONDS.sleep(2500);
        socket.getOutputStream().write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
        String said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).startsWith("HTTP/1.1 200 ");
        assertThat(probabilities(said.substring(said.indexOf("\r\n\r\n"))))
            .containsExactly(expected);
      }
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(err)).contains("stopped").doesNotContain("\tat ");
    assertThat(files()).isEqualTo(before);
  }

  /**
   * Rows of several clients at once, by twos and threes. Which of them meet in a batch is chance;
   * should a processor's products of matrices add up in another order then, the last bits of a
   * float32 may differ, which is less than 1e-6 of a probability.
   */
  private void requireSame(URI address, List<Map<String, Object>> rows, double[] expected)
      throws IOException {
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int from = 0, size = 2; from < rows.size(); from += size, size = 5 - size) {
      List<Map<String, Object>> some = rows.subList(from, Math.min(rows.size(), from + size));
      answers.add(
          client
              .sendAsync(
                  posting(address.resolve("/predict"), JSON.writeValueAsString(some)),
                  BodyHandlers.ofString())
              .thenApply(HttpResponse::body));
    }
    List<Double> found = new ArrayList<>();
    for (CompletableFuture<String> answer : answers) {
      for (double probability : probabilities(answer.join())) {
        found.add(probability);
      }
    }
    assertThat(found.stream().mapToDouble(Double::doubleValue).toArray())
        .containsExactly(expected, within(1e-6));
  }

  @Test
  void whatCannotBeServedIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(shell.run("serve", model, "--port", taken.getLocalPort())).isEqualTo(2);
      assertThat(shell.err())
          .contains("cannot listen at 127.0.0.1, port " + taken.getLocalPort())
          .contains("choose another --port (0: any) or --host");
      // As a process as well, where a stop from outside would be a success.
      Path err = directory.resolve("taken.txt");
      Process process = serve(err, model.toString(), "--port", "" + taken.getLocalPort());
      try {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(2);
      } finally {
        process.destroyForcibly();
      }
    }
    assertThat(shell.run("serve", directory.resolve("nothing"))).isEqualTo(2);
    assertThat(shell.err()).contains("nothing: not there");
    assertThat(shell.run("serve", "a b=" + model)).isEqualTo(2);
    assertThat(shell.err()).contains("but was \"a b\"; give it another one: NAME=" + model);
    Path tuned = directory.resolve("rate=0.05/training-1");
    assertThat(shell.run("serve", tuned)).isEqualTo(2);
    assertThat(shell.err()).contains(tuned + ": not there");
    assertThat(shell.run("serve", "a=" + tuned)).isEqualTo(2);
    assertThat(shell.err()).contains(tuned + ": not there");
    assertThat(shell.run("serve", "a=" + model, "a=" + model)).isEqualTo(2);
    assertThat(shell.err()).contains("two models are called a; give one another name: NAME=");
    assertThat(shell.run("serve", model, "--port", 70_000)).isEqualTo(2);
    assertThat(shell.err()).contains("--port must be from 0 to 65535, but was 70000");
  }

  private static Process serve(Path err, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(err.toFile()).start();
  }

  private String post(URI address, String body) throws IOException, InterruptedException {
    return client.send(posting(address, body), BodyHandlers.ofString()).body();
  }

  private static HttpRequest posting(URI address, String body) {
    return HttpRequest.newBuilder(address)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static double[] probabilities(String answer) throws IOException {
    List<Double> found = new ArrayList<>();
    for (JsonNode row : JSON.readTree(answer)) {
      found.add(row.path("probability").asDouble(Double.NaN));
    }
    return found.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Made-up rows: known, unseen and missing values. */
  private static List<Map<String, Object>> rows(int count) throws IOException {
    List<String> columns;
    try (Predictor predictor = Predictor.load(model)) {
      columns = predictor.inputs();
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, Object> row = new HashMap<>();
      columns.forEach(column -> row.put(column, null));
      row.put("price", i / 4.0);
      row.put("days", i % 9 == 0 ? null : i - 50);
      row.put("city", i % 2 == 0 ? "Oslo" : "nowhere " + i);
      row.put("size", "SML".substring(i % 3, i % 3 + 1));
      rows.add(row);
    }
    return rows;
  }

  private static Map<String, Object> files() throws IOException {
    Map<String, Object> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(model)) {
      for (Path file : walk.toList()) {
        files.put(file.toString(), Files.getLastModifiedTime(file));
      }
    }
    return files;
  }
}
