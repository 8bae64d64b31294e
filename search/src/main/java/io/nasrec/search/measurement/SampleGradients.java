package io.nasrec.search.measurement;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Sums over the gradients of the single sample rows: g_n is the gradient of row n's own loss. */
public final class SampleGradients {
  private final int rows;
  private final List<ModuleSamples> modules;
  private final double activationSaliency;

  SampleGradients(int rows, List<ModuleSamples> modules, double activationSaliency) {
    this.rows = rows;
    this.modules = List.copyOf(modules);
    this.activationSaliency = activationSaliency;
  }

  /** N, the number of sample rows. */
  public int rows() {
    return rows;
  }

  /**
   * The sums of a scope's modules.
   *
   * @throws UnscorableException if a gradient is not finite, or if the network is dead: no row has
   *     a gradient with respect to a linear weight
   */
  public List<ModuleSamples> modules(Scope scope) {
    List<ModuleSamples> inScope =
        modules.stream().filter(module -> scope.contains(module.module())).toList();
    boolean alive = false;
    for (ModuleSamples module : inScope) {
      if (!Double.isFinite(module.squares())) {
        throw new UnscorableException(
            "a row's gradient of " + module.module().path() + " is not finite");
      }
      alive |= module.module().isLinearWeight() && module.squares() > 0;
    }
    if (!alive) {
      throw new UnscorableException("the gradient of every linear weight is zero");
    }
    return inScope;
  }

  /**
   * Per row, {@code θ·g_n} over a scope's modules.
   *
   * @throws UnscorableException as {@link #modules} does
   */
  public DoubleStream products(Scope scope) {
    List<ModuleSamples> inScope = modules(scope);
    return IntStream.range(0, rows)
        .mapToDouble(n -> inScope.stream().mapToDouble(module -> module.product(n)).sum());
  }

  /** {@code Σ_k ½ mean_n (Σ_p a_nkp g_nkp)²} over the units k of all layers; see Fisher. */
  public double activationSaliency() {
    return activationSaliency;
  }
}
