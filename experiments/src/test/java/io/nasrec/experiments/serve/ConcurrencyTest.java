package io.nasrec.experiments.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ConcurrencyTest {
  @TempDir private Path work;

  @Test
  void everyClientGetsItsOwnAnswers() throws Exception {
    try (LocalServer server = new LocalServer(work, LocalServer.LIMITS, "shop")) {
      parallel(
          8,
          client -> {
            for (int i = 0; i < 100; i++) {
              int user = 2 + (client * 100 + i) % 900;
              String body =
                  "[{\"user\":\"u%s\",\"price\":%s},{\"user\":\"u%s\",\"price\":0}]"
                      .formatted(user, client, user);
              assertThat(server.post("/predict", body).body())
                  .isEqualTo(
                      "[{\"probability\":%s},{\"probability\":%s}]"
                          .formatted((client + user) / 1000.0, user / 1000.0));
            }
          });
      assertThat(server.metric("nasrec_rows_total{model=\"shop\"}")).isEqualTo(1600);
      assertThat(server.metric("nasrec_held_bytes")).isZero();
    }
  }

  @Test
  void hundredsOfSlowClientsKeepNobodyWaiting() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try (LocalServer server = new LocalServer(work, LocalServer.LIMITS, "shop")) {
      for (int i = 0; i < 400; i++) {
        slow.add(
            server.connect(
                i % 2 == 0
                    ? LocalServer.predict(1000) + "[{\"user\":"
                    : "POST /predict HTTP/1.1\r\nHo"));
      }
      for (int i = 0; i < 50; i++) {
        assertThat(server.post("/predict", "[{\"user\":\"u7\",\"price\":1}]").statusCode())
            .isEqualTo(200);
      }
      // One of them takes heart.
      slow.get(0)
          .getOutputStream()
          .write(("\"u7\",\"price\":1}]" + " ".repeat(1000)).getBytes(StandardCharsets.UTF_8));
      byte[] said = slow.get(0).getInputStream().readNBytes(12);
      assertThat(new String(said, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 200");
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void aStopFinishesWhatIsUnderWay() throws Exception {
    LocalServer server = new LocalServer(work, LocalServer.LIMITS, "shop");
    MadeUpScorer scorer = server.scorer("1 shop");
    CountDownLatch gate = scorer.hold();
    CompletableFuture<HttpResponse<String>> underWay =
        server
            .client()
            .sendAsync(
                server.posting("/predict", "[{\"user\":\"u7\",\"price\":1}]"),
                BodyHandlers.ofString());
    while (server.metric("nasrec_held_bytes") == 0) {
      Thread.sleep(5);
    }
    Thread stop = new Thread(server::close);
    stop.start();
    Thread.sleep(2000);
    assertThat(stop.isAlive()).isTrue();
    assertThat(scorer.closed).isFalse();
    gate.countDown();
    stop.join();

    assertThat(underWay.join().statusCode()).isEqualTo(200);
    assertThat(underWay.join().body()).isEqualTo("[{\"probability\":0.008}]");
    assertThat(scorer.closed).isTrue();
  }

  @Test
  void anExchangedModelIsUsedWithoutAFailedRequest() throws Exception {
    try (LocalServer server = new LocalServer(work, LocalServer.LIMITS, "shop")) {
      server.server.watch();
      AtomicBoolean done = new AtomicBoolean();
      Set<String> seen = new TreeSet<>();
      ExecutorService clients = Executors.newFixedThreadPool(4);
      List<Future<?>> running = new ArrayList<>();
      for (int client = 0; client < 4; client++) {
        running.add(
            clients.submit(
                () -> {
                  while (!done.get()) {
                    HttpResponse<String> response =
                        server.post("/predict", "[{\"user\":\"u0\",\"price\":1}]");
                    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
                    synchronized (seen) {
                      seen.add(response.body());
                    }
                  }
                  return null;
                }));
      }
      for (int weight = 2; weight <= 4; weight++) {
        awaitAnswers(seen, weight - 1);
        Path next = LocalServer.describe(work.resolve("next" + weight), weight + " shop");
        Files.move(work.resolve("shop"), work.resolve("old" + weight));
        Thread.sleep(weight == 3 ? 700 : 0); // Long enough to be noticed, and harmless.
        Files.move(next, work.resolve("shop"));
        while (server.scorer(weight + " shop") == null
            || !server.scorer(weight - 1 + " shop").closed.get()) {
          Thread.sleep(5);
        }
      }
      awaitAnswers(seen, 4);
      // A damaged model is told of, and the one before goes on.
      LocalServer.describe(work.resolve("shop"), "damaged model");
      Thread.sleep(1200);
      done.set(true);
      for (Future<?> client : running) {
        client.get();
      }
      clients.shutdown();

      assertThat(seen)
          .containsExactly(
              "[{\"probability\":0.001}]",
              "[{\"probability\":0.002}]",
              "[{\"probability\":0.003}]",
              "[{\"probability\":0.004}]");
      assertThat(server.scorer("4 shop").closed).isFalse();
    }
  }

  @Test
  void aConnectionThatStaysSilentIsClosed() throws Exception {
    Limits limits = LocalServer.limits(1000, 10, 4, Duration.ofMillis(300));
    try (LocalServer server = new LocalServer(work, limits, "shop");
        Socket socket = server.connect("")) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aRequestMayTakeLongerThanClientsMayBeSilent() throws Exception {
    Limits limits = LocalServer.limits(1000, 10, 4, Duration.ofSeconds(1));
    String body = "[{\"user\":\"u7\",\"price\":1}]";
    try (LocalServer server = new LocalServer(work, limits, "shop")) {
      CountDownLatch gate = server.scorer("1 shop").hold();
      try (Socket socket = server.connect(LocalServer.predict(body.length()) + body)) {
        Thread.sleep(3000);
        gate.countDown();
        byte[] said = socket.getInputStream().readNBytes(12);
        assertThat(new String(said, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 200");
      }
    }
  }

  private static void awaitAnswers(Set<String> seen, int size) throws InterruptedException {
    while (true) {
      synchronized (seen) {
        if (seen.size() >= size) {
          return;
        }
      }
      Thread.sleep(5);
    }
  }

  private interface Client {
    void run(int number) throws Exception;
  }

  private static void parallel(int clients, Client client) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      int number = i;
      running.add(
          threads.submit(
              () -> {
                client.run(number);
                return null;
              }));
    }
    for (Future<?> run : running) {
      run.get();
    }
    threads.shutdown();
  }
}
