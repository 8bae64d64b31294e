package io.nasrec.experiments.serve;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What Prometheus reads at {@code /metrics}. Labels come from the server, never from clients. */
final class ServeMetrics {
  /** From a request that waits for nobody to one that waits for a long queue. */
  private static final Duration[] BUCKETS =
      IntStream.of(500, 1_000, 2_000, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000)
          .mapToObj(micros -> Duration.ofNanos(micros * 1_000L))
          .toArray(Duration[]::new);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<List<String>, Timer> timers = new ConcurrentHashMap<>();
  private final Map<String, OfModel> models = new ConcurrentHashMap<>();
  private final DistributionSummary batches =
      DistributionSummary.builder("nasrec.batch.rows")
          .description("Rows that went through a network together")
          .register(registry);

  /** The counts of a model name, whichever model is behind it. */
  private record OfModel(Counter rows, List<Counter> unseen) {}

  /** Counts the rows of a model, and the values of each field that it does not know. */
  void model(String name, List<String> fields) {
    models.put(
        name,
        new OfModel(
            Counter.builder("nasrec.rows")
                .description("Rows answered")
                .tag("model", name)
                .register(registry),
            fields.stream().map(field -> unseen(name, field)).toList()));
    for (String field : fields) {
      Gauge.builder("nasrec.unseen.share", () -> share(name, field))
          .description("Share of a field's values that the model did not know, since the start")
          .tags("model", name, "field", field)
          .register(registry);
    }
  }

  private Counter unseen(String name, String field) {
    return Counter.builder("nasrec.unseen.values")
        .description("Values of a field that the model did not know")
        .tags("model", name, "field", field)
        .register(registry);
  }

  private double share(String name, String field) {
    double rows = models.get(name).rows().count();
    return rows == 0 ? 0 : unseen(name, field).count() / rows;
  }

  /** A figure that is read when Prometheus asks. */
  void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }

  /** A request was answered. */
  void answered(String endpoint, int status, long nanoseconds) {
    timers
        .computeIfAbsent(List.of(endpoint, String.valueOf(status)), this::timer)
        .record(Duration.ofNanos(nanoseconds));
  }

  private Timer timer(List<String> tags) {
    return Timer.builder("nasrec.request")
        .description("From a request's headers to the end of its answer")
        .tags("endpoint", tags.get(0), "status", tags.get(1))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  /** Rows of a request were answered. */
  void rows(String model, int rows, int[] unseen) {
    OfModel counts = models.get(model);
    counts.rows().increment(rows);
    for (int f = 0; f < unseen.length; f++) {
      if (unseen[f] > 0) {
        counts.unseen().get(f).increment(unseen[f]);
      }
    }
  }

  /** A batch went through a network. */
  void scored(int rows) {
    batches.record(rows);
  }

  /** A counter of its own. */
  Counter counter(String name, String description, String model) {
    return Counter.builder(name).description(description).tag("model", model).register(registry);
  }

  /** In Prometheus' text format. */
  String text() {
    return registry.scrape();
  }
}
