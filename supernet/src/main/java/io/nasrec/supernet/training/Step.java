package io.nasrec.supernet.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.nasrec.data.Batch;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.EngineScope;
import io.nasrec.supernet.engine.Torch;
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
 */
final class Step {
  private final ModelWeights weights;
  private final Adagrad optimizer;
  private final double embeddingL2;

  /**
   * @param embeddingL2 strength of the L2 penalty on the batch's embedding rows
   */
  Step(ModelWeights weights, Adagrad optimizer, double embeddingL2) {
    this.weights = weights;
    this.optimizer = optimizer;
    this.embeddingL2 = embeddingL2;
  }

  /** A step without dropout. */
  double train(CtrNetwork network, Batch batch, double learningRate) {
    return train(network, batch, learningRate, Dropout.NONE);
  }

  /**
   * Trains the weights that the network is bound to.
   *
   * @param dropout of the embedding scalars
   * @return mean loss of the batch before the update
   * @throws DivergenceException if the loss or the gradient is not finite; no weight has moved then
   */
  double train(CtrNetwork network, Batch batch, double learningRate, Dropout dropout) {
    try (EngineScope scope = EngineScope.differentiating()) {
      NDManager manager = scope.manager();
      List<Weight> tensors = network.weights();
      Map<String, NDArray> bound = weights.parameters().bindLeaves(tensors, manager);
      Inputs inputs = Inputs.of(batch, weights.embeddings(), manager);
      Torch.leaf(inputs.sparse());
      NDArray loss =
          Loss.of(
              network.logits(bound, inputs.dense(), dropout.apply(inputs.sparse())),
              inputs.labels());
      double value = loss.getFloat();
      // An infinite logit makes no loss, and yet finite gradients.
      if (!Double.isFinite(value)) {
        throw new DivergenceException("loss " + value);
      }
      Torch.backward(loss);
      RowGradients rows =
          RowGradients.of(
              weights.embeddings(),
              batch.sparse(),
              Torch.values(Torch.gradient(inputs.sparse(), manager)));
      if (embeddingL2 > 0) {
        rows.addL2(weights.embeddings(), embeddingL2);
      }
      Map<String, FloatBuffer> gradients = new HashMap<>();
      bound.forEach(
          (path, leaf) -> gradients.put(path, Torch.values(Torch.gradient(leaf, manager))));
      double norm = optimizer.update(tensors, gradients, rows, learningRate);
      if (!Double.isFinite(norm)) {
        throw new DivergenceException("loss " + value + ", gradient norm " + norm);
      }
      return value;
    }
  }
}
