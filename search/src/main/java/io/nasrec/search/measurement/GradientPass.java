package io.nasrec.search.measurement;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.nasrec.search.measurement.BatchGradients.HeadGradient;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.EngineArrays;
import io.nasrec.supernet.engine.Tape;
import io.nasrec.supernet.network.Inputs;
import io.nasrec.supernet.network.Loss;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One forward and one backward pass per scoring batch, however many sums are then computed from the
 * gradients. Gradients are not clipped and no weight changes (spec section 6).
 */
final class GradientPass {
  private final Subject subject;
  private final List<ScoringBatch> batches;
  private final List<Leaf> leaves = new ArrayList<>();
  private final Optional<EmbeddingGradients> embeddings;
  private final double[] losses;

  private final Map<String, HeadGradient> headGradients = new LinkedHashMap<>();

  /** A tensor to differentiate with respect to, and the sums that its gradients are added to. */
  private record Leaf(String path, ModuleGradients sums) {}

  /**
   * @param scopes the scopes whose modules are differentiated with respect to; if empty, only
   *     losses are computed
   */
  GradientPass(Subject subject, Set<Scope> scopes) {
    this.subject = subject;
    this.batches = subject.data().batches();
    this.losses = new double[batches.size()];
    for (Weight weight : subject.subnet().weights()) {
      ParameterModule module = ParameterModule.of(weight);
      if (scopes.stream().anyMatch(scope -> scope.contains(module))) {
        int size = Math.toIntExact(weight.size());
        leaves.add(new Leaf(weight.path(), new ModuleGradients(module, size, batches.size())));
      }
    }
    this.embeddings =
        scopes.contains(Scope.ALL)
            ? Optional.of(new EmbeddingGradients(subject.data()))
            : Optional.empty();
  }

  /**
   * Runs all passes.
   *
   * @throws UnscorableException if the loss of a batch is not finite
   */
  BatchGradients run() {
    boolean differentiating = !leaves.isEmpty() || embeddings.isPresent();
    try (var work =
        differentiating ? subject.engine().differentiating() : subject.engine().inference()) {
      Map<String, NDArray> bound = subject.bind(work.manager());
      for (Leaf leaf : leaves) {
        if (Scope.HEAD.contains(leaf.sums().module())) {
          headGradients.put(
              leaf.path(), new HeadGradient(EngineArrays.values(bound.get(leaf.path()))));
        }
      }
      for (int b = 0; b < losses.length; b++) {
        try (NDManager step = work.manager().newSubManager()) {
          pass(b, bound, step, differentiating);
        }
      }
    }
    List<ModuleGradients> modules = new ArrayList<>();
    leaves.forEach(leaf -> modules.add(leaf.sums()));
    embeddings.ifPresent(rows -> modules.addAll(rows.modules()));
    return new BatchGradients(losses, modules, List.copyOf(headGradients.values()));
  }

  private void pass(int b, Map<String, NDArray> bound, NDManager step, boolean differentiating) {
    // Fresh views per batch, so that no gradient needs zeroing.
    Map<String, NDArray> views = new LinkedHashMap<>();
    bound.forEach((path, array) -> views.put(path, EngineArrays.alias(array, step)));
    Tape tape = new Tape();
    leaves.forEach(leaf -> tape.leaf(views.get(leaf.path())));
    Inputs inputs = batches.get(b).inputs().in(step);
    embeddings.ifPresent(rows -> tape.leaf(inputs.sparse()));
    NDArray logits = subject.subnet().logits(views, inputs.dense(), inputs.sparse(), tape);
    NDArray loss = Loss.of(logits, inputs.labels());
    losses[b] = loss.getFloat();
    if (!Double.isFinite(losses[b])) {
      throw new UnscorableException("the loss of a scoring batch is " + losses[b]);
    }
    if (!differentiating) {
      return;
    }
    tape.backward(loss);
    for (Leaf leaf : leaves) {
      FloatBuffer gradient = EngineArrays.values(tape.gradient(views.get(leaf.path()), step));
      leaf.sums().add(EngineArrays.values(bound.get(leaf.path())), gradient);
      if (headGradients.containsKey(leaf.path())) {
        headGradients.get(leaf.path()).add(gradient);
      }
    }
    embeddings.ifPresent(
        rows ->
            rows.add(batches.get(b), EngineArrays.values(tape.gradient(inputs.sparse(), step))));
  }
}
