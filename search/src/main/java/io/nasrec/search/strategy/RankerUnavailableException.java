package io.nasrec.search.strategy;

/** The native library of AutoCTR's ranker cannot be loaded; the message says what to do. */
public final class RankerUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RankerUnavailableException(Throwable cause) {
    super(
        "search.strategy: autoctr ranks networks with XGBoost, whose library cannot be loaded here ("
            + reason(cause)
            + "); it exists for Linux and macOS on x86-64 and ARM and for Windows on x86-64, and"
            + " needs OpenMP (Debian: libgomp1, macOS: libomp); install that or choose another"
            + " strategy",
        cause);
  }

  /** The innermost cause; the outer ones say only that something failed. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
