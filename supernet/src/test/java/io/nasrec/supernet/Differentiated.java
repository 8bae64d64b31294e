package io.nasrec.supernet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.nasrec.supernet.engine.EngineScope;
import io.nasrec.supernet.engine.Tape;
import io.nasrec.supernet.engine.TorchEngine;
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
    try (EngineScope scope = new TorchEngine(1).differentiating()) {
      NDManager manager = scope.manager();
      Tape tape = new Tape();
      Map<String, NDArray> bound = parameters.bind(network.weights(), manager);
      bound.values().forEach(tape::leaf);
      int count = examples.labels().length;
      int dim = network.embeddingDim();
      int fields = examples.sparse().length / (count * dim);
      NDArray dense =
          tape.leaf(
              manager.create(examples.dense(), new Shape(count, examples.dense().length / count)));
      NDArray sparse = tape.leaf(manager.create(examples.sparse(), new Shape(count, dim, fields)));
      NDArray logits = network.logits(bound, dense, sparse, tape);
      NDArray loss = Loss.of(logits, manager.create(examples.labels(), new Shape(count, 1)));
      tape.backward(loss);
      Map<String, float[]> gradients = new LinkedHashMap<>();
      bound.forEach((path, leaf) -> gradients.put(path, gradient(tape, leaf)));
      return new Differentiated(
          logits.toFloatArray(),
          loss.getFloat(),
          gradients,
          gradient(tape, dense),
          gradient(tape, sparse));
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

  private static float[] gradient(Tape tape, NDArray leaf) {
    try (NDArray gradient = tape.gradient(leaf, leaf.getManager())) {
      return gradient.toFloatArray();
    }
  }
}
