package io.nasrec.supernet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.nasrec.supernet.engine.EngineScope;
import io.nasrec.supernet.engine.Segments;
import io.nasrec.supernet.engine.Torch;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.network.Loss;
import io.nasrec.supernet.weights.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a network makes of examples, on the heap. */
public final class Differentiated {
  private final float[] logits;
  private final float loss;
  private final Map<String, float[]> gradients;
  private final float[] denseGradient;
  private final float[] sparseGradient;

  private Differentiated(
      float[] logits,
      float loss,
      Map<String, float[]> gradients,
      float[] denseGradient,
      float[] sparseGradient) {
    this.logits = logits;
    this.loss = loss;
    this.gradients = gradients;
    this.denseGradient = denseGradient;
    this.sparseGradient = sparseGradient;
  }

  /** Binds, runs and differentiates. */
  public static Differentiated of(CtrNetwork network, Parameters parameters, Examples examples) {
    try (EngineScope scope = EngineScope.differentiating()) {
      NDManager manager = scope.manager();
      Map<String, NDArray> bound = parameters.bindLeaves(network.weights(), manager);
      int count = examples.labels().length;
      int dim = network.embeddingDim();
      int fields = examples.sparse().length / (count * dim);
      NDArray dense =
          Torch.leaf(
              manager.create(examples.dense(), new Shape(count, examples.dense().length / count)));
      NDArray sparse = Torch.leaf(manager.create(examples.sparse(), new Shape(count, dim, fields)));
      Segments segments = Segments.differentiated();
      NDArray logits = network.logits(bound, dense, sparse, segments);
      NDArray loss = Loss.of(logits, manager.create(examples.labels(), new Shape(count, 1)));
      segments.backward(loss);
      Map<String, float[]> gradients = new LinkedHashMap<>();
      bound.forEach((path, leaf) -> gradients.put(path, gradient(leaf)));
      return new Differentiated(
          logits.toFloatArray(), loss.getFloat(), gradients, gradient(dense), gradient(sparse));
    }
  }

  public float[] logits() {
    return logits;
  }

  public float loss() {
    return loss;
  }

  /** Gradients of the loss with respect to the tensors, by path. */
  public Map<String, float[]> gradients() {
    return gradients;
  }

  /** (B, D). */
  public float[] denseGradient() {
    return denseGradient;
  }

  /** (B, E, F). */
  public float[] sparseGradient() {
    return sparseGradient;
  }

  private static float[] gradient(NDArray leaf) {
    try (NDArray gradient = leaf.getGradient()) {
      return gradient.toFloatArray();
    }
  }
}
