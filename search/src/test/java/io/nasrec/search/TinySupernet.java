package io.nasrec.search;

import ai.djl.ndarray.NDManager;
import io.nasrec.data.Batch;
import io.nasrec.data.RandomStreams;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.engine.Torch;
import io.nasrec.supernet.network.Inputs;
import io.nasrec.supernet.weights.Initializer;
import io.nasrec.supernet.weights.ModelWeights;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Random weights of the sample space's supernet, with scoring batches. */
public final class TinySupernet implements AutoCloseable {
  private static final int ROWS = 64;
  private static final int BATCHES = 3;
  private static final InputShape INPUT = new InputShape(5, 4, 8);
  private static final List<Integer> CARDINALITIES = List.of(6, 9, 4, 30);

  private final NetworkBuilder networks = new NetworkBuilder(Samples.SPACE, INPUT, true);
  private final ModelWeights weights =
      ModelWeights.shared(
          networks.supernetWeights(), CARDINALITIES, INPUT.embeddingDim(), Integer.MAX_VALUE);
  private final NDManager manager = Torch.newManager();
  private final List<Inputs> batches;

  public TinySupernet() {
    Initializer initializer = new Initializer(3, 0.5);
    initializer.fill(weights.parameters());
    initializer.fill(weights.embeddings());
    batches =
        IntStream.range(0, BATCHES)
            .mapToObj(i -> Inputs.of(batch(i), weights.embeddings(), manager))
            .toList();
  }

  private static Batch batch(int index) {
    RandomGenerator random = RandomStreams.stream(4, "batch", index);
    float[] labels = new float[ROWS];
    float[] dense = new float[ROWS * INPUT.denseFeatures()];
    int[] ids = new int[ROWS * INPUT.sparseFields()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextInt(4) == 0 ? 1 : 0;
    }
    for (int i = 0; i < dense.length; i++) {
      dense[i] = random.nextFloat();
    }
    for (int i = 0; i < ids.length; i++) {
      ids[i] = random.nextInt(CARDINALITIES.get(i % INPUT.sparseFields()));
    }
    return new Batch(ROWS, labels, dense, ids);
  }

  public NetworkBuilder networks() {
    return networks;
  }

  public ModelWeights weights() {
    return weights;
  }

  public List<Inputs> batches() {
    return batches;
  }

  @Override
  public void close() {
    manager.close();
    weights.close();
  }
}
