package io.nasrec.supernet.training;

/** Training left the finite numbers. The caller records it as the network's outcome. */
public final class DivergenceException extends RuntimeException {
  DivergenceException(String message) {
    super(message);
  }
}
