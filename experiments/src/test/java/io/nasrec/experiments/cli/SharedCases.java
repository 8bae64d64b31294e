package io.nasrec.experiments.cli;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Made-up inputs that lie beside a checkout, not in it. */
final class SharedCases {
  private SharedCases() {}

  /** Finds a file or directory of {@code shared/cases}; skips the test where it is absent. */
  static Path require(String name) {
    Optional<Path> found =
        Stream.iterate(Path.of("").toAbsolutePath(), above -> above != null, Path::getParent)
            .map(above -> above.resolve("shared").resolve("cases").resolve(name))
            .filter(Files::exists)
            .findFirst();
    assumeThat(found).as("shared/cases/%s beside the project", name).isPresent();
    return found.orElseThrow();
  }
}
