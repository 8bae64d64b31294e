package io.nasrec.supernet.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.nasrec.data.Batch;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.EngineArrays;
import io.nasrec.supernet.engine.EngineScope;
import io.nasrec.supernet.engine.Shards;
import io.nasrec.supernet.engine.Tape;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.network.Inputs;
import io.nasrec.supernet.network.Loss;
import io.nasrec.supernet.weights.ModelWeights;
import io.nasrec.supernet.weights.RowGradients;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One step of training on one batch: bind, forward, backward, update. All native memory of a step
 * is freed before it returns.
 *
 * <p>Shards of the batch's rows are differentiated in parallel, and their gradients are added. The
 * number of shards changes only the order of sums.
 */
final class Step {
  private final ModelWeights weights;
  private final Optimizer optimizer;
  private final double embeddingL2;
  private final Shards shards;

  /**
   * @param embeddingL2 strength of the L2 penalty on the batch's embedding rows
   * @param shards the threads that share the work
   */
  Step(ModelWeights weights, Optimizer optimizer, double embeddingL2, Shards shards) {
    this.weights = weights;
    this.optimizer = optimizer;
    this.embeddingL2 = embeddingL2;
    this.shards = shards;
  }

  /** Steps on the calling thread only. */
  Step(ModelWeights weights, Optimizer optimizer, double embeddingL2) {
    this(weights, optimizer, embeddingL2, Shards.NONE);
  }

  /** A step without dropout. */
  double train(CtrNetwork network, Batch batch, double learningRate, long number) {
    return train(network, batch, learningRate, number, Dropout.NONE);
  }

  /**
   * Trains the weights that the network is bound to.
   *
   * @param number 1 for the first step
   * @param dropout of the embedding scalars
   * @return mean loss of the batch before the update
   * @throws DivergenceException if the loss or the gradient is not finite; no weight has changed
   *     then
   */
  double train(CtrNetwork network, Batch batch, double learningRate, long number, Dropout dropout) {
    List<Weight> tensors = network.weights();
    Dropout.Mask mask = dropout.mask(batch.sparse().length * weights.embeddings().dim());
    try (NDManager manager = weights.engine().newManager()) {
      List<Gradients> parts =
          shards.map(
              batch.size(), shard -> differentiated(network, tensors, batch, mask, shard, manager));
      double value = parts.stream().mapToDouble(Gradients::loss).sum();
      // An infinite logit gives finite gradients but no loss.
      if (!Double.isFinite(value)) {
        throw new DivergenceException("loss " + value);
      }
      RowGradients rows =
          RowGradients.of(
              weights.embeddings(),
              batch.sparse(),
              shards,
              parts.stream().map(Gradients::sparse).toArray(FloatBuffer[]::new));
      if (embeddingL2 > 0) {
        rows.addL2(weights.embeddings(), embeddingL2);
      }
      TensorGradients sum =
          TensorGradients.sum(tensors, parts.stream().map(Gradients::tensors).toList(), shards);
      double norm = optimizer.update(tensors, sum, rows, learningRate, number, shards);
      if (!Double.isFinite(norm)) {
        throw new DivergenceException("loss " + value + ", gradient norm " + norm);
      }
      return value;
    }
  }

  /**
   * A shard's contribution to the batch's mean loss, and its gradients.
   *
   * @param tensors one per path
   * @param sparse of the shard's embedding rows, {@code (rows, E, F)}
   */
  private record Gradients(double loss, Map<String, FloatBuffer> tensors, FloatBuffer sparse) {}

  /** Forward and backward over the rows of a shard. The manager owns the gradients. */
  private Gradients differentiated(
      CtrNetwork network,
      List<Weight> tensors,
      Batch batch,
      Dropout.Mask mask,
      Shards.Shard shard,
      NDManager manager) {
    int from = shard.from(batch.size());
    Batch part = batch.part(from, shard.to(batch.size()));
    try (EngineScope scope = weights.engine().differentiating()) {
      Tape tape = new Tape();
      Map<String, NDArray> bound = weights.parameters().bind(tensors, scope.manager());
      bound.values().forEach(tape::leaf);
      Inputs inputs = Inputs.of(part, weights.embeddings(), scope.manager());
      int scalars = weights.embeddings().fields() * weights.embeddings().dim();
      NDArray sparse = tape.leaf(mask.apply(inputs.sparse(), from * scalars));
      NDArray loss = Loss.of(network.logits(bound, inputs.dense(), sparse, tape), inputs.labels());
      if (part.size() < batch.size()) {
        loss = EngineArrays.scale(loss, (double) part.size() / batch.size());
      }
      tape.backward(loss);
      Map<String, FloatBuffer> gradients = new HashMap<>();
      bound.forEach(
          (path, leaf) -> gradients.put(path, EngineArrays.values(tape.gradient(leaf, manager))));
      NDArray rows = mask.apply(tape.gradient(sparse, manager), from * scalars);
      rows.attach(manager);
      return new Gradients(loss.getFloat(), gradients, EngineArrays.values(rows));
    }
  }
}
