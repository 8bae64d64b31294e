package io.nasrec.data;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The transform of a raw number into a network's input (spec section 8). Logarithms are computed by
 * {@link StrictMath}, so that prepared files are the same on every machine.
 */
public enum DenseTransform {
  /** {@code ln(1 + max(0, x))}, as [N] does. */
  @JsonProperty("log1p")
  LOG1P {
    @Override
    double known(double x) {
      return StrictMath.log1p(Math.max(0, x));
    }
  },
  /** {@code x > 2 ? floor(ln(x)²) : x}, as [A] does. */
  @JsonProperty("squareLog")
  SQUARE_LOG {
    @Override
    double known(double x) {
      return x > 2 ? Math.floor(StrictMath.log(x) * StrictMath.log(x)) : x;
    }
  },
  /** {@code x}, for numbers that are already prepared. */
  @JsonProperty("none")
  NONE {
    @Override
    double known(double x) {
      return x;
    }
  },
  /** {@code sign(x) · ln(1 + |x|)}, for numbers that may be negative. */
  @JsonProperty("signedLog1p")
  SIGNED_LOG1P {
    @Override
    double known(double x) {
      return Math.copySign(StrictMath.log1p(Math.abs(x)), x);
    }
  };

  /**
   * Transforms one value.
   *
   * @param x the raw number, {@link Double#NaN} if it is missing
   * @return the network's input; 0 for a missing number
   */
  public float apply(double x) {
    return Double.isNaN(x) ? 0 : (float) known(x);
  }

  abstract double known(double x);
}
