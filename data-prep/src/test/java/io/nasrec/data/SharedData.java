package io.nasrec.data;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;

/** Third-party data that lies beside the project on some machines and never inside it. */
public final class SharedData {
  private SharedData() {}

  /**
   * Finds a file of {@code shared/data} in a directory above, or in the one that the system
   * property {@code nasrec.shared} names; skips the test where it is absent.
   */
  public static Path require(String file) {
    String override = System.getProperty("nasrec.shared");
    Path found = override == null ? null : Path.of(override, "data", file);
    for (Path above = Path.of("").toAbsolutePath();
        found == null && above != null;
        above = above.getParent()) {
      Path candidate = above.resolve("shared").resolve("data").resolve(file);
      found = Files.exists(candidate) ? candidate : null;
    }
    assumeThat(found).as("shared/data/" + file + " beside the project").isNotNull().exists();
    return found;
  }
}
