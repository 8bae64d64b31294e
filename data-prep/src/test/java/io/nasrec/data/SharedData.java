package io.nasrec.data;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Data that lies beside the project on some machines: third-party rows, which are never inside it,
 * and small made-up inputs of the kinds that people have.
 */
public final class SharedData {
  private SharedData() {}

  /**
   * Finds a file of {@code shared/data} in a directory above, or in the one that the system
   * property {@code nasrec.shared} names; skips the test where it is absent.
   */
  public static Path require(String file) {
    return find("data", file);
  }

  /** Finds a file or directory of {@code shared/cases} likewise. */
  public static Path requireCase(String name) {
    return find("cases", name);
  }

  private static Path find(String folder, String file) {
    String override = System.getProperty("nasrec.shared");
    Path found = override == null ? null : Path.of(override, folder, file);
    for (Path above = Path.of("").toAbsolutePath();
        found == null && above != null;
        above = above.getParent()) {
      Path candidate = above.resolve("shared").resolve(folder).resolve(file);
      found = Files.exists(candidate) ? candidate : null;
    }
    assumeThat(found).as("shared/%s/%s beside the project", folder, file).isNotNull().exists();
    return found;
  }
}
