package io.nasrec.experiments.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VersionTest {
  private static final Path ROOT = Path.of("..");

  @Test
  void allFilesThatNameTheVersionNameThatOfTheBuild() throws IOException {
    String version = Version.current();

    assertThat(ROOT.resolve("CITATION.cff")).content().contains("\nversion: " + version + "\n");
    assertThat(ROOT.resolve("docs/serving.md")).content().contains("io.nasrec:supernet:" + version);
    assertThat(Files.readAllLines(ROOT.resolve("CHANGELOG.md")))
        .filteredOn(line -> line.startsWith("## ") && !line.equals("## Unreleased"))
        .first()
        .asString()
        .startsWith("## " + version);
  }
}
