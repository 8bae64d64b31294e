package io.nasrec.experiments.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nasrec.data.AtomicFile;
import io.nasrec.data.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads and writes a stage's results as JSON. */
public final class RunFiles {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private RunFiles() {}

  /** Writes a value to a temporary file and moves it into place. */
  public static void write(Path file, Object value) throws IOException {
    AtomicFile.write(file, JSON.writeValueAsString(value) + "\n");
  }

  /**
   * What an earlier start wrote, if it came that far.
   *
   * @throws BadDataException if the file is damaged or lacks what this version writes
   */
  public static <T> Optional<T> read(Path file, TypeReference<T> type) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readString(file), type));
    } catch (JsonProcessingException e) {
      throw new BadDataException(
          "%s: damaged, or written by another version: %s; delete it, and what it holds is computed again"
              .formatted(file, e.getOriginalMessage()),
          e);
    }
  }
}
