package io.nasrec.experiments.serve;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves models over HTTP until it is closed. It writes nothing but its log, and reads nothing but
 * the models' directories.
 */
public final class InferenceServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InferenceServer.class);

  /** Longer than it takes to exchange a directory, shorter than anybody waits. */
  private static final long LOOK_MILLISECONDS = 500;

  private final Limits limits;
  private final ModelSource source;
  private final Batching batching;
  private final ServeMetrics metrics = new ServeMetrics();
  private final ModelRegistry models;
  private final List<ModelWatch> watches = new ArrayList<>();
  private final ScheduledExecutorService watching =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task));
  private final Server server;
  private volatile boolean ready;

  private InferenceServer(
      Map<String, Path> directories, ModelSource source, Batching batching, Limits limits)
      throws IOException {
    this.limits = limits;
    this.source = source;
    this.batching = batching;
    models = open(directories);
    models.now().forEach((name, model) -> metrics.model(name, model.scorer().fields()));
    metrics.gauge("nasrec.waiting.requests", "Requests whose rows wait for a model", this::waiting);
    Views views = new Views(models, limits, metrics, () -> ready);
    server = HttpServer.of(new Api(views.routes(), models, limits, metrics), limits);
  }

  /**
   * How rows are scored.
   *
   * @param rows of several requests that are scored together at most
   * @param threads batches that are scored side by side
   */
  public record Batching(int rows, int threads) {}

  /**
   * Opens the models; {@link #start} serves them.
   *
   * @param directories model directories by the names of their models
   * @throws io.nasrec.commons.BadDataException if one of them is no model, or is damaged
   */
  public static InferenceServer of(
      Map<String, Path> directories, ModelSource source, Batching batching, Limits limits)
      throws IOException {
    return new InferenceServer(directories, source, batching, limits);
  }

  private ModelRegistry open(Map<String, Path> directories) throws IOException {
    Map<String, ServedModel> opened = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, Path> entry : directories.entrySet()) {
        String name = entry.getKey();
        Path directory = entry.getValue();
        byte[] description = ModelWatch.description(directory);
        opened.put(name, open(name, directory));
        watches.add(
            new ModelWatch(
                name, directory, description, () -> models().replace(open(name, directory))));
      }
    } catch (IOException | RuntimeException e) {
      opened.values().forEach(ServedModel::release);
      throw e;
    }
    return new ModelRegistry(List.copyOf(opened.values()));
  }

  private ModelRegistry models() {
    return models;
  }

  private ServedModel open(String name, Path directory) throws IOException {
    Scorer scorer = source.open(directory);
    return new ServedModel(
        name,
        scorer,
        new Batcher(scorer, limits.waiting(), batching.rows(), batching.threads(), metrics));
  }

  private int waiting() {
    return models.now().values().stream().mapToInt(model -> model.batcher().queued()).sum();
  }

  /**
   * Serves from now on.
   *
   * @param host the address to listen at
   * @param port the port; 0 for any that is free
   * @return where the server is
   * @throws IOException if it cannot listen there
   */
  public URI start(String host, int port) throws IOException {
    HttpServer.listen(server, host, port);
    ready = true;
    return server.getURI();
  }

  /** Exchanges models whose directories are exchanged from now on. */
  public void watch() {
    // It never completes: a look keeps its failures to itself.
    ScheduledFuture<?> unused =
        watching.scheduleWithFixedDelay(
            this::look, LOOK_MILLISECONDS, LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      watches.forEach(ModelWatch::look);
    } catch (RuntimeException | Error e) {
      LOG.error("watching failed, and goes on: {}", String.valueOf(e), e);
    }
  }

  /** Takes no new requests, finishes those under way, and closes the models. */
  @Override
  public void close() {
    ready = false;
    watching.shutdown();
    try {
      watching.awaitTermination(limits.stopping().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    HttpServer.stop(server);
    models.close();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "model-watch");
    thread.setDaemon(true);
    return thread;
  }
}
