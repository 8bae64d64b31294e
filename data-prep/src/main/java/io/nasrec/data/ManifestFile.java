package io.nasrec.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code manifest.json}: a {@link Manifest} in a data set's directory. */
public final class ManifestFile {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final ObjectWriter COMPACT =
      JSON.writer().without(SerializationFeature.INDENT_OUTPUT);

  private ManifestFile() {}

  /** A value in one line of JSON, its components in the order of their declaration. */
  static String json(Object value) {
    try {
      return COMPACT.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON of " + value, e);
    }
  }

  /**
   * Writes a manifest.
   *
   * @param manifest the manifest
   * @param directory the data set's directory
   * @throws IOException if it cannot be written
   */
  public static void write(Manifest manifest, Path directory) throws IOException {
    // Jackson indents with the platform's line separator; the bytes must not depend on it.
    String text = JSON.writeValueAsString(manifest).replace("\r\n", "\n") + "\n";
    Files.writeString(directory.resolve(Manifest.FILE), text);
  }

  /**
   * Reads a manifest.
   *
   * @param directory the data set's directory
   * @return the manifest
   * @throws BadDataException if there is none, or it is damaged, or another version wrote it
   */
  public static Manifest read(Path directory) {
    Path file = directory.resolve(Manifest.FILE);
    if (!Files.isRegularFile(file)) {
      throw new BadDataException(directory + " is no prepared data set: it has no manifest.json");
    }
    try {
      JsonNode json = JSON.readTree(Files.readString(file));
      int version = json.path("key").path("formatVersion").asInt();
      if (version != DatasetKey.CURRENT_VERSION) {
        throw new BadDataException(
            "%s: expected format version %s, but found %s; prepare the data set again"
                .formatted(file, DatasetKey.CURRENT_VERSION, version));
      }
      return JSON.treeToValue(json, Manifest.class);
    } catch (JsonProcessingException e) {
      throw new BadDataException(file + " is damaged: " + problem(e), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String problem(JsonProcessingException e) {
    return e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
        ? mapping.getOriginalMessage() + ", at " + mapping.getPathReference()
        : e.getOriginalMessage();
  }
}
