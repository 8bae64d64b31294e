package io.nasrec.space;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Numbers that were computed outside this project; {@code reference/README.md} says how. A slim set
 * lies among the test resources. Where the full set lies beside the project, its files come first,
 * and tests of what only it has do not skip.
 */
public final class ReferenceNumbers {
  private static final Path FULL =
      Path.of(System.getProperty("nasrec.shared", "../../shared"), "golden");

  private ReferenceNumbers() {}

  /** Whether the full set is there. */
  public static boolean full() {
    return Files.isDirectory(FULL);
  }

  /**
   * Opens a file of the full set or else of the slim one; skips the calling test if the file is in
   * neither.
   *
   * @param file such as {@code ops/fm_fixed_ln1.npz}
   */
  public static InputStream open(String file) {
    try {
      if (Files.exists(FULL.resolve(file))) {
        return Files.newInputStream(FULL.resolve(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    InputStream slim = slim(file);
    assumeThat(slim).as("only the full set of reference numbers has " + file).isNotNull();
    return slim;
  }

  /** A file of the slim set; null if it has none of that name. */
  static InputStream slim(String file) {
    return ReferenceNumbers.class.getResourceAsStream("reference/" + file);
  }

  /** The content of a text file, like {@link #open}. */
  public static String text(String file) {
    try (InputStream in = open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
