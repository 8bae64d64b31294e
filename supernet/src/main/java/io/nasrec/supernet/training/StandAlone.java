package io.nasrec.supernet.training;

import io.nasrec.commons.Progress;
import io.nasrec.data.BatchSource;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.weights.Initializer;
import io.nasrec.supernet.weights.ModelWeights;
import java.util.List;
import java.util.Optional;

/**
 * Training from scratch, the same for networks found by the search and for those they are compared
 * with.
 *
 * @param cardinalities ids per field
 * @param maxEmbeddingRows maximum number of rows per embedding table
 * @param initializer initial values
 * @param training how to train
 */
public record StandAlone(
    List<Integer> cardinalities, int maxEmbeddingRows, Initializer initializer, Training training) {
  public StandAlone {
    cardinalities = List.copyOf(cardinalities);
  }

  /** Weights of the right shapes for a network, all zero; the caller closes them. */
  public ModelWeights zeros(CtrNetwork network) {
    return ModelWeights.own(
        network.weights(), cardinalities, network.embeddingDim(), maxEmbeddingRows);
  }

  /** Gives weights the initial values that the network requires. */
  public void initialize(CtrNetwork network, ModelWeights weights) {
    initializer.fill(weights.parameters());
    initializer.fill(weights.embeddings(), network.firstOrderScalars());
  }

  /**
   * Initialises weights as the network requires and trains them, or resumes an interrupted
   * training.
   *
   * @param name the network's name in progress reports
   * @throws DivergenceException as {@link Training#run}
   */
  public Training.Result run(
      String name,
      CtrNetwork network,
      ModelWeights weights,
      BatchSource train,
      BatchSource validation,
      Snapshots snapshots,
      Progress progress) {
    initialize(network, weights);
    return training.run(name, network, weights, train, validation, snapshots, progress);
  }

  /**
   * Initialises weights as the network requires and trains them up to a share of a complete
   * training, or continues a training that stopped before.
   *
   * @param share above 0 and at most 1
   * @throws DivergenceException as {@link Training#run}
   */
  public Metrics runTo(
      double share,
      CtrNetwork network,
      ModelWeights weights,
      BatchSource train,
      BatchSource validation,
      Snapshots snapshots) {
    initialize(network, weights);
    PartialTraining partial = training.upTo(share);
    Optional<Metrics> metrics = partial.run(network, weights, train, validation, snapshots);
    if (metrics.isPresent()) {
      return metrics.get();
    }
    snapshots.dropState();
    initialize(network, weights);
    return partial.run(network, weights, train, validation, snapshots).orElseThrow();
  }
}
