package io.nasrec.space;

/** The user named an architecture that is not in its space, or a file that does not contain one. */
public final class InvalidArchitectureException extends RuntimeException {
  public InvalidArchitectureException(String message) {
    super(message);
  }

  public InvalidArchitectureException(String message, Throwable cause) {
    super(message, cause);
  }
}
