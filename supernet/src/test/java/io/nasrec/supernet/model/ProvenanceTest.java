package io.nasrec.supernet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.commons.CheckedJson;
import io.nasrec.commons.DamagedFileException;
import io.nasrec.supernet.SampleProvenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of version 0.2.0: what they hold is read and written as it was then. */
class ProvenanceTest {
  private static final String ORIGIN =
      """
      {
        "data" : "rows.csv",
        "dataDigest" : "9f86d081",
        "engine" : "PyTorch 2.7.1 through DJL 0.35.1",
        "experiment" : "shop",
        "experimentSha256" : "60303ae2",
        "java" : "OpenJDK 64-Bit Server VM 17.0.15+6",
        "processors" : "2",
        "rawSha256" : "fcde2b2e",
        "seed" : "7",
        "system" : "Linux amd64",
        "vectorApi" : "true",
        "version" : "0.2.0",
        "checksum" : "crc32c:7c82ff55"
      }
      """;

  private static final String TRIAL =
      """
      {
        "data" : "rows.csv",
        "dataDigest" : "9f86d081",
        "engine" : "PyTorch 2.7.1 through DJL 0.35.1",
        "experiment" : "shop",
        "experimentSha256" : "60303ae2",
        "java" : "OpenJDK 64-Bit Server VM 17.0.15+6",
        "network" : "fm",
        "processors" : "2",
        "rawSha256" : "fcde2b2e",
        "seed" : "7",
        "startSha256" : "b5bb9d80",
        "system" : "Linux amd64",
        "training" : "2",
        "vectorApi" : "true",
        "version" : "0.2.0",
        "checksum" : "crc32c:52207805"
      }
      """;

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("provenance.json");
  }

  @Test
  void ofAnExperiment() throws IOException {
    Files.writeString(file(), ORIGIN);

    assertThat(CheckedJson.read(file(), new TypeReference<Provenance>() {}))
        .contains(SampleProvenance.ORIGIN);
    assertThat(CheckedJson.text(SampleProvenance.ORIGIN)).isEqualTo(ORIGIN);
  }

  @Test
  void ofATrial() throws IOException {
    Files.writeString(file(), TRIAL);
    TrialProvenance started =
        new TrialProvenance(SampleProvenance.ORIGIN, "fm", "2", Optional.of("b5bb9d80"));

    assertThat(CheckedJson.read(file(), new TypeReference<TrialProvenance>() {})).contains(started);
    assertThat(CheckedJson.text(started)).isEqualTo(TRIAL);
    assertThat(SampleProvenance.TRIAL.texts())
        .hasSize(started.texts().size() - 1)
        .isEqualTo(TrialProvenance.of(SampleProvenance.TRIAL.texts()).texts());
  }

  @Test
  void ofASupernet() {
    SupernetProvenance supernet = new SupernetProvenance(SampleProvenance.ORIGIN, "2c26b46b");
    SortedMap<String, String> texts = SampleProvenance.ORIGIN.texts();
    texts.put("warmUpSettingsSha256", "2c26b46b");

    assertThat(supernet.texts()).isEqualTo(texts);
    assertThat(SupernetProvenance.of(file(), texts)).isEqualTo(supernet);
    texts.remove("dataDigest");
    assertThatThrownBy(() -> SupernetProvenance.of(file(), texts))
        .isInstanceOf(DamagedFileException.class)
        .hasMessage(
            file() + " was written by another version of nasrec: provenance must have dataDigest");
  }

  @Test
  void filesOfOtherVersionsAreNamed() throws IOException {
    refused(Map.of("dataDigest", "9f86d081"), "provenance must have experiment");
    ObjectNode document = CheckedJson.read(Files.writeString(file(), ORIGIN));
    document.put("seed", "seven");
    refused(document, "For input string: \"seven\"");
    document.putNull("seed");
    refused(document, "provenance must have seed");
    document.putObject("seed");
    refused(document, "");
  }

  private void refused(Object content, String reason) throws IOException {
    CheckedJson.write(file(), content);
    assertThatThrownBy(() -> CheckedJson.read(file(), new TypeReference<Provenance>() {}))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageStartingWith(file() + " was written by another version of nasrec: ")
        .hasMessageContaining(reason);
  }
}
