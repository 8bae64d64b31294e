package io.nasrec.data.raw;

import java.io.IOException;

/**
 * The content of a compressed file is damaged; the fault is in the file, not in reading it. The
 * message completes a sentence about the file.
 */
final class BrokenStreamException extends IOException {
  BrokenStreamException(String message, Throwable cause) {
    super(message, cause);
  }
}
