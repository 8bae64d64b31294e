package io.nasrec.experiments.serve;

import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.Stream;

/** The tensor types of the Open Inference Protocol, but FP16, which JSON clients do not send. */
enum TensorType {
  BOOL,
  UINT8(false, 8),
  UINT16(false, 16),
  UINT32(false, 32),
  UINT64(false, 64),
  INT8(true, 8),
  INT16(true, 16),
  INT32(true, 32),
  INT64(true, 64),
  FP32,
  FP64,
  BYTES;

  private final BigInteger least;
  private final BigInteger most;

  TensorType() {
    least = null;
    most = null;
  }

  TensorType(boolean signed, int bits) {
    least = signed ? BigInteger.TWO.pow(bits - 1).negate() : BigInteger.ZERO;
    most = BigInteger.TWO.pow(signed ? bits - 1 : bits).subtract(BigInteger.ONE);
  }

  static Optional<TensorType> of(String name) {
    return Stream.of(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  /** Whether a column may come in this type: numbers as numbers, values of fields as anything. */
  boolean fits(Column column) {
    boolean real = this == FP32 || this == FP64;
    return whole() || (column.numeric() ? real : !real);
  }

  private boolean whole() {
    return least != null;
  }

  /** Whether a value read from JSON is of this type; null, a missing value, is of every type. */
  boolean holds(Object value) {
    if (value == null) {
      return true;
    }
    return switch (this) {
      case BOOL -> value instanceof Boolean;
      case BYTES -> value instanceof String;
      case FP64 -> value instanceof Number;
      case FP32 -> value instanceof Number number && Float.isFinite(number.floatValue());
      default -> value instanceof Number && !(value instanceof Double) && inRange(value);
    };
  }

  private boolean inRange(Object value) {
    BigInteger whole =
        value instanceof BigInteger big ? big : BigInteger.valueOf(((Number) value).longValue());
    return whole.compareTo(least) >= 0 && whole.compareTo(most) <= 0;
  }

  /** A value that this type holds, with no more digits than it keeps. */
  Object rounded(Object value) {
    return this == FP32 && value instanceof Number number
        ? (Object) (double) number.floatValue()
        : value;
  }
}
