package io.nasrec.experiments.serve;

import java.time.Duration;

/**
 * What a server does at most for its clients, so that none of them can exhaust it.
 *
 * @param bodyBytes bytes of a request's body
 * @param heldBytes bytes of all bodies that are being read or answered; beyond, clients are asked
 *     to come again
 * @param rows rows of a request
 * @param waiting requests whose rows wait for the model; beyond, clients are asked to come again
 * @param connections open connections; others wait until one is closed
 * @param headerBytes bytes of a request's line and headers
 * @param patience how long a body may take to arrive, and a connection may be silent
 * @param stopping how long requests under way may take once the server is to stop
 */
public record Limits(
    int bodyBytes,
    long heldBytes,
    int rows,
    int waiting,
    int connections,
    int headerBytes,
    Duration patience,
    Duration stopping) {
  /** Bytes of a request's body. */
  public static final int BODY_BYTES = 4 << 20;

  /** Rows of a request. */
  public static final int ROWS = 4096;

  /** Requests that wait. */
  public static final int WAITING = 256;

  /** Requires a whole that can work. */
  public Limits {
    atLeast("bodyBytes", bodyBytes, 1);
    atLeast("heldBytes", heldBytes, bodyBytes);
    atLeast("rows", rows, 1);
    atLeast("waiting", waiting, 1);
    atLeast("connections", connections, 1);
    atLeast("headerBytes", headerBytes, 256);
    atLeast("patience in milliseconds", patience.toMillis(), 1);
    atLeast("stopping in milliseconds", stopping.toMillis(), 1);
  }

  /**
   * The limits that a user sets, with what follows from them and what is the same for all.
   *
   * @param bodyBytes bytes of a request's body
   * @param rows rows of a request
   * @param waiting requests that wait
   */
  public static Limits of(int bodyBytes, int rows, int waiting) {
    return new Limits(
        bodyBytes,
        8L * bodyBytes,
        rows,
        waiting,
        2048,
        8192,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30));
  }

  private static void atLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s must be at least %s, but was %s".formatted(name, least, value));
    }
  }
}
