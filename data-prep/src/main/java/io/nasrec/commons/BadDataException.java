package io.nasrec.commons;

/**
 * The user's data cannot be used: it is damaged, missing, or not what was asked for. The message is
 * written for the user: it names the file, the position in it, what was expected and what was
 * found. Data quoted in the message has its control characters escaped, see {@link Printable}.
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
   * Data that cannot be used, as shown by another failure.
   *
   * @param message what is wrong, where, and what was expected
   * @param cause the failure
   */
  public BadDataException(String message, Throwable cause) {
    super(Printable.of(message), cause);
  }
}
