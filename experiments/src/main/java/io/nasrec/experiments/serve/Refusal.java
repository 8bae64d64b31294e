package io.nasrec.experiments.serve;

/** A request that is answered with an error, told in one sentence. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * A refusal. No stack trace is taken: it is an answer, not a failure.
   *
   * @param status the HTTP status
   * @param message names what was wrong and what was expected
   */
  Refusal(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  /** The request is wrong: 400. */
  static Refusal wrong(String message) {
    return new Refusal(400, message);
  }

  /** More is under way than the server takes on: 503. */
  static Refusal busy() {
    return new Refusal(503, "more requests are waiting than this server takes on; try again later");
  }

  int status() {
    return status;
  }
}
