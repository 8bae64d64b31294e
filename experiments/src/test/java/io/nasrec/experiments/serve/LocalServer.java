package io.nasrec.experiments.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server with made-up models, which lie in directories with nothing but a description. */
final class LocalServer implements AutoCloseable {
  static final Limits LIMITS = limits(1 << 20, 100, 16, Duration.ofSeconds(10));

  final Map<String, MadeUpScorer> scorers = new ConcurrentHashMap<>();
  final InferenceServer server;
  final URI address;
  private final HttpClient client = HttpClient.newHttpClient();

  /** Serves models of these names on any free port, each batch up to 64 rows. */
  LocalServer(Path work, Limits limits, String... names) throws IOException {
    Map<String, Path> directories = new TreeMap<>();
    for (String name : names) {
      directories.put(name, describe(work.resolve(name), "1 " + name));
    }
    server =
        InferenceServer.of(directories, this::open, new InferenceServer.Batching(64, 2), limits);
    address = server.start("127.0.0.1", 0);
  }

  static Limits limits(int bytes, int rows, int waiting, Duration patience) {
    return new Limits(
        bytes, 8L * bytes, rows, waiting, 4096, 4096, patience, Duration.ofSeconds(20));
  }

  /** A model directory: its description is the weight of the price and a word. */
  static Path describe(Path directory, String description) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("model.json"), description);
    return directory;
  }

  private Scorer open(Path directory) throws IOException {
    String description = Files.readString(directory.resolve("model.json"));
    String[] words = description.split(" ", 2);
    MadeUpScorer scorer =
        new MadeUpScorer(
            "crc32c:" + Integer.toHexString(description.hashCode()), Double.parseDouble(words[0]));
    scorers.put(description, scorer);
    return scorer;
  }

  MadeUpScorer scorer(String description) {
    return scorers.get(description);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(60));
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).build());
  }

  HttpRequest posting(String path, String body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send(posting(path, body));
  }

  HttpClient client() {
    return client;
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return new ObjectMapper().readTree(response.body());
  }

  /** A line of the metrics, without its labels' order mattering: the value of the exact line. */
  double metric(String line) throws IOException, InterruptedException {
    List<String> found =
        get("/metrics").body().lines().filter(text -> text.startsWith(line + " ")).toList();
    return found.isEmpty() ? Double.NaN : Double.parseDouble(found.get(0).substring(line.length()));
  }

  /** The beginning of a request up to its body. */
  static String head(String start, String... headers) {
    return "%s HTTP/1.1\r\nHost: a\r\n%s\r\n"
        .formatted(
            start, Stream.of(headers).map(header -> header + "\r\n").collect(Collectors.joining()));
  }

  /** The beginning of a request for predictions. */
  static String predict(int length) {
    return head("POST /predict", "Content-Type: application/json", "Content-Length: " + length);
  }

  /** A connection on which anything can be said. */
  Socket connect(String text) throws IOException {
    Socket socket = new Socket(address.getHost(), address.getPort());
    socket.setSoTimeout(30_000);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  /** All that the server says until it closes the connection. */
  String said(String text) throws IOException {
    try (Socket socket = connect(text)) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
