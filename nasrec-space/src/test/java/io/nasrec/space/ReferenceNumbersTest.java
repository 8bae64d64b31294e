package io.nasrec.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceNumbersTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The slim set is a part of the full one, to the last digit. */
  @Test
  void theSlimSetIsPartOfTheFullOne() throws IOException {
    assumeThat(ReferenceNumbers.full()).isTrue();
    assertThat(slimText("architectures.json")).isEqualTo(fullText("architectures.json"));
    assertThat(slimText("proxies.json")).isEqualTo(fullText("proxies.json"));
    List<String> files = new ArrayList<>(List.of("proxies_autoctr.npz", "proxies_xlarge.npz"));
    JsonNode index = fullText("index.json");
    for (String kind : List.of("ops", "subnets")) {
      for (var slim : slimText("index.json").path(kind).properties()) {
        JsonNode full = index.path(kind).path(slim.getKey());
        slim.getValue()
            .properties()
            .forEach(e -> assertThat(e.getValue()).isEqualTo(full.path(e.getKey())));
        files.add(full.path("file").asText());
      }
    }
    assertThat(files).hasSizeGreaterThan(30);
    for (String file : files) {
      try (InputStream slim = ReferenceNumbers.slim(file);
          InputStream full = ReferenceNumbers.open(file)) {
        assertThat(slim.readAllBytes()).as(file).isEqualTo(full.readAllBytes());
      }
    }
    for (String part : List.of("lr", "train_trajectory")) {
      for (var slim : slimText("extras.json").path(part).properties()) {
        assertThat(slim.getValue())
            .isEqualTo(fullText("extras.json").path(part).path(slim.getKey()));
      }
    }
  }

  private static JsonNode slimText(String file) throws IOException {
    try (InputStream in = ReferenceNumbers.slim(file)) {
      return JSON.readTree(in);
    }
  }

  private static JsonNode fullText(String file) throws IOException {
    return JSON.readTree(ReferenceNumbers.text(file));
  }
}
