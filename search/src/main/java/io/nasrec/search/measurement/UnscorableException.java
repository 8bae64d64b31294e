package io.nasrec.search.measurement;

/** The network's loss or gradients give no finite score. This is recorded as its outcome. */
public final class UnscorableException extends RuntimeException {
  public UnscorableException(String message) {
    super(message);
  }
}
