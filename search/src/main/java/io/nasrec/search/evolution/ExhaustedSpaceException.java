package io.nasrec.search.evolution;

/** A search finds no more networks of its space, or none that has a score: it asks for too much. */
public final class ExhaustedSpaceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ExhaustedSpaceException(String message) {
    super(message);
  }
}
