package io.nasrec.space;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The reference file {@code golden/architectures.json}; tests that read it skip without it. */
public final class GoldenArchitectures {
  private static final Path FILE =
      Path.of(System.getProperty("nasrec.shared", "../../shared"), "golden", "architectures.json");

  private GoldenArchitectures() {}

  /** The whole file, its decimal numbers with all their digits. */
  public static JsonNode read() throws IOException {
    assumeThat(FILE).as("the reference numbers lie beside the project").exists();
    return JsonMapper.builder()
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .build()
        .readTree(Files.readString(FILE));
  }
}
