package io.nasrec.search.evidence;

/** A network whose loss or gradients give no finite score. Recorded as its outcome. */
public final class UnscorableException extends RuntimeException {
  public UnscorableException(String message) {
    super(message);
  }
}
