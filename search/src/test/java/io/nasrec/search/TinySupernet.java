package io.nasrec.search;

import ai.djl.ndarray.NDManager;
import io.nasrec.commons.RandomStreams;
import io.nasrec.data.Batch;
import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.Scope;
import io.nasrec.search.measurement.ScoringBatch;
import io.nasrec.search.measurement.ScoringData;
import io.nasrec.search.measurement.Subject;
import io.nasrec.space.Architecture;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.network.Subnet;
import io.nasrec.supernet.weights.Initializer;
import io.nasrec.supernet.weights.ModelWeights;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Random weights of the sample space's supernet, with scoring batches. */
public final class TinySupernet implements AutoCloseable {
  private static final int ROWS = 64;
  private static final int BATCHES = 3;
  static final InputShape INPUT = new InputShape(5, 4, 8);
  private static final List<Integer> CARDINALITIES = List.of(6, 9, 4, 30);

  private final NetworkBuilder networks;
  private final ModelWeights weights;
  private final NDManager manager = new TorchEngine(1).newManager();
  private final ScoringData data;

  public TinySupernet() {
    this(Samples.SPACE);
  }

  public TinySupernet(SearchSpace space) {
    networks = new NetworkBuilder(space, INPUT, true);
    weights =
        ModelWeights.shared(
            new TorchEngine(1),
            networks.supernetWeights(),
            CARDINALITIES,
            INPUT.embeddingDim(),
            Integer.MAX_VALUE);
    Initializer initializer = new Initializer(3, 0.5);
    initializer.fill(weights.parameters());
    initializer.fill(weights.embeddings());
    List<ScoringBatch> batches = IntStream.range(0, BATCHES).mapToObj(i -> batch(i, ROWS)).toList();
    data = data(batches, batches.get(0));
  }

  /** Random rows, always the same ones for one index. */
  public ScoringBatch batch(int index, int rows) {
    return ScoringBatch.of(rows(index, rows), weights.embeddings(), manager);
  }

  /** One row of {@link #batch} alone. */
  public ScoringBatch row(int index, int rows, int row) {
    Batch all = rows(index, rows);
    float[] dense = new float[INPUT.denseFeatures()];
    all.dense().get(row * dense.length, dense);
    int fields = INPUT.sparseFields();
    return ScoringBatch.of(
        new Batch(
            1,
            Arrays.copyOfRange(all.labels(), row, row + 1),
            dense,
            Arrays.copyOfRange(all.sparse(), row * fields, (row + 1) * fields)),
        weights.embeddings(),
        manager);
  }

  /** Data of given batches. */
  public ScoringData data(List<ScoringBatch> batches, ScoringBatch samples) {
    return new ScoringData(batches, samples, weights.embeddings(), Optional.empty());
  }

  /** An architecture's network on given data, with measurements for every scope. */
  public Measurements measurements(Architecture architecture, ScoringData data) {
    return new Measurements(
        new Subject(
            architecture.fingerprint(),
            new Subnet(networks.live(architecture)),
            weights.parameters(),
            data),
        Set.of(Scope.values()));
  }

  /** As {@link #measurements(Architecture, ScoringData)}, on the supernet's own data. */
  public Measurements measurements(Architecture architecture) {
    return measurements(architecture, data);
  }

  /** Random rows on the heap. */
  public static Batch rows(int index, int rows) {
    RandomGenerator random = RandomStreams.stream(4, "batch", index);
    float[] labels = new float[rows];
    float[] dense = new float[rows * INPUT.denseFeatures()];
    int[] ids = new int[rows * INPUT.sparseFields()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextInt(4) == 0 ? 1 : 0;
    }
    for (int i = 0; i < dense.length; i++) {
      dense[i] = random.nextFloat();
    }
    for (int i = 0; i < ids.length; i++) {
      ids[i] = random.nextInt(CARDINALITIES.get(i % INPUT.sparseFields()));
    }
    return new Batch(rows, labels, dense, ids);
  }

  public NetworkBuilder networks() {
    return networks;
  }

  public ModelWeights weights() {
    return weights;
  }

  public ScoringData data() {
    return data;
  }

  @Override
  public void close() {
    manager.close();
    weights.close();
  }
}
