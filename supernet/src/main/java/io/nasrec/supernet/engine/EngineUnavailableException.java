package io.nasrec.supernet.engine;

import java.nio.file.Path;

/** The engine's native library cannot be unpacked or loaded; the message says what to do. */
public final class EngineUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EngineUnavailableException(Path directory, Throwable cause) {
    super(
        "the PyTorch library cannot be unpacked into or loaded from "
            + directory
            + " ("
            + reason(cause)
            + "); name a directory that can be written to and has 1 GB free in the environment"
            + " variable "
            + EngineCache.VARIABLE,
        cause);
  }

  /** The innermost cause; the outer ones say only that something failed. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String text = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    return cause.getClass().getSimpleName() + text;
  }
}
