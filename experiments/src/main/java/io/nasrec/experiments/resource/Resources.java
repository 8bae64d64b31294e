package io.nasrec.experiments.resource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The style sheets and documents that the program carries beside its classes. */
public final class Resources {
  private Resources() {}

  /**
   * The text of a resource.
   *
   * @param owner a class of the package that the resource is in
   * @param name of the resource
   */
  public static String text(Class<?> owner, String name) {
    try (InputStream resource =
        Objects.requireNonNull(
            owner.getResourceAsStream(name), "the program was packaged without " + name)) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read from the program", e);
    }
  }
}
