package io.nasrec.search.loop;

/** The search finds no more networks in its space, or none with a score: it asks for too many. */
public final class ExhaustedSpaceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ExhaustedSpaceException(String message) {
    super(message);
  }
}
