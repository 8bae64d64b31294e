package io.nasrec.space;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** The reference numbers' {@code architectures.json}. */
public final class GoldenArchitectures {
  private GoldenArchitectures() {}

  /** The whole file, its decimal numbers with all their digits. */
  public static JsonNode read() throws IOException {
    return JsonMapper.builder()
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .build()
        .readTree(ReferenceNumbers.text("architectures.json"));
  }
}
