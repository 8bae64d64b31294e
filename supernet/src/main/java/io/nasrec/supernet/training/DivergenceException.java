package io.nasrec.supernet.training;

/**
 * Training diverged: a value is no longer finite. The caller records this as the network's outcome.
 */
public final class DivergenceException extends RuntimeException {
  DivergenceException(String message) {
    super(message);
  }
}
