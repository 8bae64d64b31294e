package io.nasrec.supernet.network;

/**
 * Element-wise arithmetic over arrays of the same length.
 *
 * <p>One short loop per step, with the same index into every array: that is what the JVM's compiler
 * turns into vector instructions. It leaves longer bodies, and arrays with an offset, as they are.
 */
final class Lanes {
  /** e^x is the 2¹⁰th power of e^(x / 2¹⁰). */
  private static final double REDUCTION = 1.0 / 1024;

  private Lanes() {}

  /** {@code x = a₀b₀ + a₁b₁ − minus}. */
  static void products(
      double[] a0, double[] b0, double[] a1, double[] b1, double[] minus, double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.fma(a0[i], b0[i], Math.fma(a1[i], b1[i], -minus[i]));
    }
  }

  /** {@code x += a₀b₀ + a₁b₁}. */
  static void addProducts(double[] a0, double[] b0, double[] a1, double[] b1, double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.fma(a0[i], b0[i], Math.fma(a1[i], b1[i], x[i]));
    }
  }

  /** {@code x₀ += p·a₀}, {@code x₁ += p·a₁}. */
  static void addScaled(double[] p, double[] a0, double[] x0, double[] a1, double[] x1) {
    for (int i = 0; i < p.length; i++) {
      x0[i] = Math.fma(p[i], a0[i], x0[i]);
      x1[i] = Math.fma(p[i], a1[i], x1[i]);
    }
  }

  /** {@code x += a}. */
  static void add(double[] a, double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] += a[i];
    }
  }

  /** {@code x *= a}. */
  static void multiply(double[] a, double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] *= a[i];
    }
  }

  /** {@code x = 1 / x}. */
  static void invert(double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = 1 / x[i];
    }
  }

  /** {@code x = sqrt(x)}. */
  static void squareRoot(double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.sqrt(x[i]);
    }
  }

  /** {@code x = max(x, a)}; NaN if either is. */
  static void max(double[] a, double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.max(x[i], a[i]);
    }
  }

  /** {@code x = max(x, least)}. */
  static void atLeast(double least, double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.max(least, x[i]);
    }
  }

  /**
   * {@code x = e^x} for -700 ≤ x ≤ 1, within 1e-7 of its value from -60 on.
   *
   * <p>A Taylor polynomial near 0, squared ten times: unlike the usual reduction it needs no bits
   * of the exponent, which the compiler could not vectorise.
   */
  static void exp(double[] x) {
    for (int i = 0; i < x.length; i++) {
      double y = x[i] * REDUCTION;
      double p = Math.fma(y, Math.fma(y, Math.fma(y, 1.0 / 120, 1.0 / 24), 1.0 / 6), 0.5);
      x[i] = Math.fma(y, Math.fma(y, p, 1), 1);
    }
    for (int i = 0; i < x.length; i++) {
      double p = x[i];
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      x[i] = p * p;
    }
  }
}
