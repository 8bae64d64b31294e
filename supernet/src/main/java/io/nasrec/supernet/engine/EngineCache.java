package io.nasrec.supernet.engine;

import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directory where DJL unpacks the engine's native library, once per version: the one given by
 * the environment variable or system property {@value #VARIABLE}; otherwise {@code .djl.ai} in the
 * home directory or, if that is not writable, a directory inside the temporary directory.
 */
final class EngineCache {
  /** The name of the variable or property, which DJL reads. */
  static final String VARIABLE = "DJL_CACHE_DIR";

  private EngineCache() {}

  /** The directory in use. */
  static Path directory() {
    return Utils.getCacheDir();
  }

  /** Avoids the home directory if the library is not there and cannot be written there. */
  static void choose() {
    if (Utils.getEnvOrSystemProperty(VARIABLE) == null && !writable(directory())) {
      // The path includes the user's name, because files unpacked by another user can be neither
      // trusted nor replaced.
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
