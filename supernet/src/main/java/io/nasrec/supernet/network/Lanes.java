package io.nasrec.supernet.network;

/**
 * Element-wise arithmetic over arrays of the same length.
 *
 * <p>One short loop per step, with the same index into every array: that is what the JVM's compiler
 * turns into vector instructions. It leaves longer bodies, and arrays with an offset, as they are.
 */
final class Lanes {
  private Lanes() {}

  /** {@code x = a₀b₀ + a₁b₁ − minus}. */
  static void products(float[] a0, float[] b0, float[] a1, float[] b1, float[] minus, float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.fma(a0[i], b0[i], Math.fma(a1[i], b1[i], -minus[i]));
    }
  }

  /** {@code x += a₀b₀ + a₁b₁}. */
  static void addProducts(float[] a0, float[] b0, float[] a1, float[] b1, float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.fma(a0[i], b0[i], Math.fma(a1[i], b1[i], x[i]));
    }
  }

  /** {@code x₀ += p·a₀}, {@code x₁ += p·a₁}. */
  static void addScaled(float[] p, float[] a0, float[] x0, float[] a1, float[] x1) {
    for (int i = 0; i < p.length; i++) {
      x0[i] = Math.fma(p[i], a0[i], x0[i]);
      x1[i] = Math.fma(p[i], a1[i], x1[i]);
    }
  }

  /** {@code x += a}. */
  static void add(float[] a, float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] += a[i];
    }
  }

  /** {@code x *= a}. */
  static void multiply(float[] a, float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] *= a[i];
    }
  }

  /** {@code x = 1 / x}. */
  static void invert(float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = 1 / x[i];
    }
  }

  /** {@code x = max(x, a)}; NaN if either is. */
  static void max(float[] a, float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.max(x[i], a[i]);
    }
  }

  /** {@code x = max(x, least)}. */
  static void atLeast(float least, float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.max(least, x[i]);
    }
  }

  /**
   * {@code x = e^x} for {@code |x| ≤ 32}, within 5e-6 of its value for {@code |x| ≤ 16}; near 0
   * within 1e-6.
   *
   * <p>{@code e^(x/64) − 1} by its Taylor polynomial, then six squarings: unlike the usual
   * reduction this needs no bits of the exponent, which the compiler could not vectorise. The first
   * three squarings keep the 1 apart, {@code (1 + d)² = 1 + (2d + d²)}, because each that follows
   * doubles the error of rounding.
   */
  static void exp(float[] x) {
    for (int i = 0; i < x.length; i++) {
      float y = x[i] * (1f / 64);
      float p = Math.fma(y, Math.fma(y, 1f / 5040, 1f / 720), 1f / 120);
      p = Math.fma(y, Math.fma(y, Math.fma(y, p, 1f / 24), 1f / 6), 0.5f);
      x[i] = Math.fma(y * y, p, y);
    }
    for (int i = 0; i < x.length; i++) {
      float d = Math.fma(x[i], x[i], 2 * x[i]);
      d = Math.fma(d, d, 2 * d);
      float p = 1 + Math.fma(d, d, 2 * d);
      p *= p;
      p *= p;
      x[i] = p * p;
    }
  }
}
