package io.nasrec.experiments.resource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The program's version, as the build wrote it. */
public final class Version {
  private Version() {}

  /** For example {@code 0.2.0}. */
  public static String current() {
    try (InputStream resource =
        Objects.requireNonNull(
            Version.class.getResourceAsStream("version.properties"),
            "the program was packaged without version.properties")) {
      Properties properties = new Properties();
      properties.load(resource);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException("version.properties cannot be read from the program", e);
    }
  }
}
