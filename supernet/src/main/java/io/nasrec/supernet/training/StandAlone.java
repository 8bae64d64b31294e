package io.nasrec.supernet.training;

import io.nasrec.supernet.engine.Engine;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.weights.Initializer;
import io.nasrec.supernet.weights.ModelWeights;
import java.util.List;

/**
 * Training from scratch, the same for networks found by the search and for those they are compared
 * with.
 *
 * @param engine what is trained on
 * @param cardinalities ids per field
 * @param maxEmbeddingRows maximum number of rows per embedding table
 * @param initializer initial values
 * @param training how to train
 */
public record StandAlone(
    Engine engine,
    List<Integer> cardinalities,
    int maxEmbeddingRows,
    Initializer initializer,
    Training training) {
  public StandAlone {
    cardinalities = List.copyOf(cardinalities);
  }

  /** Weights of the right shapes for a network, all zero; the caller closes them. */
  public ModelWeights zeros(CtrNetwork network) {
    return ModelWeights.own(
        engine, network.weights(), cardinalities, network.embeddingDim(), maxEmbeddingRows);
  }

  /** Gives weights the initial values that the network requires. */
  public void initialize(CtrNetwork network, ModelWeights weights) {
    initializer.fill(weights.parameters());
    initializer.fill(weights.embeddings(), network.firstOrderScalars());
  }
}
