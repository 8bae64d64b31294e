package io.nasrec.supernet.engine;

import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directory where DJL unpacks the engine's native library, once per version: that of the
 * environment variable or system property {@value #VARIABLE}, else {@code .djl.ai} in the home
 * directory, else, where that cannot be written to, one in the temporary directory.
 */
final class EngineCache {
  /** What names the directory; DJL reads it. */
  static final String VARIABLE = "DJL_CACHE_DIR";

  private EngineCache() {}

  /** The directory in use. */
  static Path directory() {
    return Utils.getCacheDir();
  }

  /** Leaves the home directory where the library can neither be found nor be put there. */
  static void choose() {
    if (Utils.getEnvOrSystemProperty(VARIABLE) == null && !writable(directory())) {
      // The user's name: what another user has unpacked can be neither trusted nor replaced.
      String name = "nasrec-engine-" + System.getProperty("user.name").replaceAll("\\W", "_");
      System.setProperty(VARIABLE, Path.of(System.getProperty("java.io.tmpdir"), name).toString());
    }
  }

  private static boolean writable(Path directory) {
    try {
      return Files.isWritable(Files.createDirectories(directory.resolve("pytorch")));
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
