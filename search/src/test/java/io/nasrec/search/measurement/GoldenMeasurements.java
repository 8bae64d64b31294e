package io.nasrec.search.measurement;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.nasrec.data.Batch;
import io.nasrec.supernet.GoldenCase;
import io.nasrec.supernet.PublishedNames;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.network.Subnet;
import io.nasrec.supernet.weights.ModelWeights;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A network of the reference numbers with its weights and its four batches of 64 rows. */
public final class GoldenMeasurements implements AutoCloseable {
  private final JsonNode entry;
  private final GoldenCase golden;
  private final ModelWeights weights;
  private final NDManager manager = new TorchEngine(1).newManager();
  private final List<ScoringBatch> batches;

  /**
   * @param name {@code autoctr} or {@code xlarge}
   */
  public GoldenMeasurements(String name) {
    entry = GoldenCase.json("proxies.json").path(name);
    golden = new GoldenCase(entry, "proxies_" + name + ".npz");
    weights = golden.weights();
    batches =
        IntStream.range(0, entry.path("k").asInt())
            .mapToObj(b -> ScoringBatch.of(batch(b), weights.embeddings(), manager))
            .toList();
  }

  /** The reference numbers. */
  public JsonNode expected() {
    return entry;
  }

  /** The reference number at a path. */
  public double number(String... path) {
    JsonNode node = entry;
    for (String key : path) {
      node = node.isArray() ? node.path(Integer.parseInt(key)) : node.path(key);
    }
    if (!node.isNumber()) {
      throw new AssertionError("no reference number " + String.join(".", path));
    }
    return node.asDouble();
  }

  /** The published code's name of one of our tensors. */
  public String publishedName(String path) {
    return PublishedNames.of(path, golden.builder().space());
  }

  /** All batches; the first one is the sample. */
  public Measurements measurements() {
    return measurements(batches, batches.get(0));
  }

  /** One batch, which is also the sample. */
  public Measurements measurements(int batch) {
    return measurements(List.of(batches.get(batch)), batches.get(batch));
  }

  /** All batches; the sample is all of their rows. */
  public Measurements evidenceOnAllRows() {
    return measurements(batches, ScoringBatch.of(allRows(), weights.embeddings(), manager));
  }

  private Measurements measurements(List<ScoringBatch> scoring, ScoringBatch samples) {
    return new Measurements(
        new Subject(
            "golden",
            new Subnet(golden.network()),
            weights.parameters(),
            new ScoringData(scoring, samples, weights.embeddings(), Optional.empty())),
        Set.of(Scope.values()));
  }

  private Batch batch(int index) {
    return golden.batch("batch" + index + "/");
  }

  private Batch allRows() {
    List<Batch> all = IntStream.range(0, batches.size()).mapToObj(this::batch).toList();
    int rows = all.stream().mapToInt(Batch::size).sum();
    float[] labels = new float[rows];
    float[] dense = new float[rows * all.get(0).denseWidth()];
    int[] sparse = all.stream().flatMapToInt(b -> IntStream.of(b.sparse())).toArray();
    int row = 0;
    for (Batch batch : all) {
      System.arraycopy(batch.labels(), 0, labels, row, batch.size());
      batch.dense().get(0, dense, row * dense.length / rows, batch.dense().capacity());
      row += batch.size();
    }
    return new Batch(rows, labels, dense, sparse);
  }

  @Override
  public void close() {
    manager.close();
    weights.close();
    golden.close();
  }
}
