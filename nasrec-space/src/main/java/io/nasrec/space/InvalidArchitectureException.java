package io.nasrec.space;

/**
 * An architecture that its space does not contain, or a file that holds none: the user's mistake.
 */
public final class InvalidArchitectureException extends RuntimeException {
  public InvalidArchitectureException(String message) {
    super(message);
  }

  public InvalidArchitectureException(String message, Throwable cause) {
    super(message, cause);
  }
}
