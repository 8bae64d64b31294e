package io.nasrec.experiments.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The style sheets that the report carries. */
final class Resources {
  private Resources() {}

  static String text(String name) {
    try (InputStream resource =
        Objects.requireNonNull(
            Resources.class.getResourceAsStream(name),
            "the program was packaged without " + name)) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read from the program", e);
    }
  }
}
