package io.nasrec.search.measurement;

import io.nasrec.supernet.engine.FloatSums;
import java.nio.FloatBuffer;

/** Sums over one module's gradients on all scoring batches; no gradient is kept. */
public final class ModuleGradients {
  private final ParameterModule module;
  private final GradientMoments moments;
  private final double[] products;
  private final double[] magnitudes;
  private final double[] squares;
  private int batches;

  ModuleGradients(ParameterModule module, int size, int batches) {
    this.module = module;
    this.moments = new GradientMoments(size);
    this.products = new double[batches];
    this.magnitudes = new double[batches];
    this.squares = new double[batches];
  }

  /** Adds the next batch. */
  void add(FloatBuffer theta, FloatBuffer gradient) {
    FloatSums.Products sums = moments.add(theta, gradient);
    products[batches] = sums.sum();
    magnitudes[batches] = sums.magnitude();
    squares[batches] = sums.square();
    batches++;
  }

  /** Releases the memory to the thread's next subnet; these sums must not be used afterwards. */
  void release() {
    moments.release();
  }

  public ParameterModule module() {
    return module;
  }

  /** {@code Σ μ/σ} over the coordinates with σ > 0; exactly 0 if there is none. */
  public double inverseRelativeDeviations() {
    return moments.inverseRelativeDeviations();
  }

  /** {@code θ·ḡ_b} over the module's coordinates. */
  public double product(int batch) {
    return products[batch];
  }

  /** {@code Σ |θ_i g_i|} for one batch. */
  public double magnitude(int batch) {
    return magnitudes[batch];
  }

  /** {@code Σ g_i²} for one batch. */
  public double square(int batch) {
    return squares[batch];
  }
}
