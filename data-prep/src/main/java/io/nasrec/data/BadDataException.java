package io.nasrec.data;

/**
 * Data that the user handed over cannot be used as it is: damaged, missing, or not what was asked
 * for. The message is written for that user: it names the file, the place in it, what was expected
 * and what was found. Whatever it quotes of the data, it holds no control characters: {@link
 * Printable}.
 */
public class BadDataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Data that cannot be used.
   *
   * @param message what is wrong, where, and what was expected
   */
  public BadDataException(String message) {
    super(Printable.of(message));
  }

  /**
   * Data that cannot be used, found out by another failure.
   *
   * @param message what is wrong, where, and what was expected
   * @param cause the failure
   */
  public BadDataException(String message, Throwable cause) {
    super(Printable.of(message), cause);
  }
}
