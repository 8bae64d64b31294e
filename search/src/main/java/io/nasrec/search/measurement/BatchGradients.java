package io.nasrec.search.measurement;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The loss and the gradients of the scoring batches, as sums per module. */
public final class BatchGradients {
  private final double[] losses;
  private final List<ModuleGradients> modules;
  private final List<HeadGradient> headGradients;

  BatchGradients(double[] losses, List<ModuleGradients> modules, List<HeadGradient> headGradients) {
    this.losses = losses;
    this.modules = List.copyOf(modules);
    this.headGradients = List.copyOf(headGradients);
  }

  /** Releases the memory to the thread's next subnet; this object must not be used afterwards. */
  void release() {
    modules.forEach(ModuleGradients::release);
  }

  /** k, the number of batches. */
  public int batches() {
    return losses.length;
  }

  /** Mean loss of one batch. */
  public double loss(int batch) {
    return losses[batch];
  }

  /** The mean loss over all batches. */
  public double meanLoss() {
    return Arrays.stream(losses).average().orElseThrow();
  }

  /**
   * The sums of a scope's modules.
   *
   * @param scope one of the scopes that the gradients were computed for
   * @throws UnscorableException if a gradient is not finite, or if the network is dead: the
   *     gradient of every linear weight is zero on every batch
   */
  public List<ModuleGradients> modules(Scope scope) {
    List<ModuleGradients> inScope =
        modules.stream().filter(module -> scope.contains(module.module())).toList();
    boolean alive = false;
    for (ModuleGradients module : inScope) {
      for (int b = 0; b < batches(); b++) {
        if (!Double.isFinite(module.square(b))) {
          throw new UnscorableException(
              "the gradient of " + module.module().path() + " is not finite");
        }
        alive |= module.module().isLinearWeight() && module.square(b) > 0;
      }
    }
    if (!alive) {
      throw new UnscorableException("the gradient of every linear weight is zero");
    }
    return inScope;
  }

  /** A figure of one module's gradient on one batch. */
  @FunctionalInterface
  public interface Summand {
    double value(ModuleGradients module, int batch);
  }

  /**
   * Per batch, the sum over a scope's modules.
   *
   * @throws UnscorableException like {@link #modules}
   */
  public DoubleStream sums(Scope scope, Summand summand) {
    List<ModuleGradients> inScope = modules(scope);
    return IntStream.range(0, batches())
        .mapToDouble(b -> inScope.stream().mapToDouble(module -> summand.value(module, b)).sum());
  }

  /** The head's full gradients, one per module of the head and batch. */
  public List<HeadGradient> headGradients() {
    return headGradients;
  }

  /** The gradients of one of the head's modules, weights or bias. */
  public static final class HeadGradient {
    private final float[] theta;
    private final List<float[]> gradients = new ArrayList<>();

    HeadGradient(FloatBuffer theta) {
      this.theta = copy(theta);
    }

    void add(FloatBuffer gradient) {
      gradients.add(copy(gradient));
    }

    /** The module's values. */
    public float[] theta() {
      return theta;
    }

    /** The gradient on one batch. */
    public float[] gradient(int batch) {
      return gradients.get(batch);
    }

    private static float[] copy(FloatBuffer values) {
      float[] copy = new float[values.capacity()];
      values.get(0, copy);
      return copy;
    }
  }
}
