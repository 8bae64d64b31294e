package io.nasrec.commons;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * JSON objects with a {@link Checksum} as their last entry. It covers their compact text without
 * that entry, so white space does not matter. All JSON that the program writes and reads back
 * passes through this class.
 */
public final class CheckedJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();
  private static final ObjectWriter COMPACT =
      JSON.writer().without(SerializationFeature.INDENT_OUTPUT);

  private CheckedJson() {}

  /**
   * Writes a value with its checksum, to a temporary file that is moved into place.
   *
   * @param file the file, replaced if it exists
   * @param value the value, which must map to a JSON object
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, Object value) throws IOException {
    AtomicFile.write(file, text(value));
  }

  /**
   * A value as indented JSON with its checksum.
   *
   * @param value the value, which must map to a JSON object
   * @return lines that end in a line feed on every platform
   */
  public static String text(Object value) {
    try {
      return JSON.writeValueAsString(sealed(value)).replace("\r\n", "\n") + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON of " + value, e);
    }
  }

  /**
   * A value as one line of JSON with its checksum, without the line's end.
   *
   * @param value the value, which must map to a JSON object
   */
  public static String line(Object value) {
    return compact(sealed(value));
  }

  private static ObjectNode sealed(Object value) {
    try {
      // The checksum covers what a reader will see, not what the value's own types print.
      ObjectNode document = (ObjectNode) JSON.readTree(compact(value));
      document.remove(Checksum.KEY);
      return document.put(Checksum.KEY, checksum(document));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON of " + value, e);
    }
  }

  /**
   * The checksum of a document that does not contain one yet.
   *
   * @param document as it is read from a text
   */
  public static String checksum(JsonNode document) {
    return Checksum.of(compact(document));
  }

  /** A value as one line of JSON, its components in declaration order. */
  public static String compact(Object value) {
    try {
      return COMPACT.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON of " + value, e);
    }
  }

  /**
   * Reads what {@link #write} wrote, if the file exists.
   *
   * @param file the file
   * @param type the type of its content
   * @param <T> the type of its content
   * @return empty if there is no such file
   * @throws DamagedFileException if it is damaged, or another version wrote it
   * @throws IOException if it cannot be read
   */
  public static <T> Optional<T> read(Path file, TypeReference<T> type) throws IOException {
    return Files.exists(file) ? Optional.of(bound(file, read(file), type)) : Optional.empty();
  }

  /**
   * Converts an intact document.
   *
   * @param file where it was read, for messages
   * @param document without its checksum
   * @param type the type of its content
   * @param <T> the type of its content
   * @throws DamagedFileException if another version wrote it
   */
  public static <T> T bound(Path file, JsonNode document, TypeReference<T> type) {
    T value;
    try {
      value = JSON.readerFor(type).readValue(document);
    } catch (IOException | IllegalArgumentException e) {
      throw DamagedFileException.ofAnotherVersion(file, problem(e), e);
    }
    if (value == null) {
      throw DamagedFileException.ofAnotherVersion(file, "a part of it is null", null);
    }
    return value;
  }

  /**
   * Reads an object, without its checksum.
   *
   * @param file the file
   * @return what was written
   * @throws DamagedFileException if it is damaged or has no checksum
   * @throws IOException if it cannot be read
   */
  public static ObjectNode read(Path file) throws IOException {
    return verified(file, "", parse(file, "", text(file)));
  }

  /**
   * Reads one of a file's lines.
   *
   * @param file the file, for messages
   * @param number of the line, from 1
   * @param line what {@link #line(Object)} made
   * @return the object without its checksum
   * @throws DamagedFileException if it is damaged or has no checksum
   */
  public static ObjectNode line(Path file, int number, String line) {
    String where = " (line " + number + ")";
    return verified(file, where, parse(file, where, line));
  }

  /**
   * Checks a document that people also write by hand: a checksum may be absent, but not wrong.
   *
   * @param file the file, for messages
   * @param text its text; text that is not a JSON object is left to the caller
   * @throws DamagedFileException if its checksum is wrong
   */
  public static void requireIntact(Path file, String text) {
    try {
      if (JSON.readTree(text) instanceof ObjectNode document && document.has(Checksum.KEY)) {
        verified(file, "", document);
      }
    } catch (JsonProcessingException e) {
      // The caller reports it, and knows what was expected.
    }
  }

  /**
   * Checks that no directory has taken a file's place.
   *
   * @param file the file
   * @throws DamagedFileException if it is a directory
   */
  public static void requireFile(Path file) {
    if (Files.isDirectory(file)) {
      throw DamagedFileException.damaged(file, "it is a directory");
    }
  }

  /**
   * Not {@link Files#readString}: bytes that are not valid characters are damage like any other.
   */
  private static String text(Path file) throws IOException {
    requireFile(file);
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static ObjectNode parse(Path file, String where, String text) {
    try {
      if (JSON.readTree(text) instanceof ObjectNode document) {
        return document;
      }
      String finding = text.isBlank() ? "it is empty" : "it holds no JSON object";
      throw DamagedFileException.damaged(file, finding + where);
    } catch (JsonProcessingException e) {
      throw DamagedFileException.damaged(file, problem(e) + where, e);
    }
  }

  private static ObjectNode verified(Path file, String where, ObjectNode document) {
    JsonNode stored = document.remove(Checksum.KEY);
    if (stored == null) {
      throw DamagedFileException.unchecked(file, where);
    }
    String computed = checksum(document);
    if (!stored.asText().equals(computed)) {
      throw DamagedFileException.checksum(file, stored.asText(), computed, where);
    }
    return document;
  }

  private static String problem(Exception e) {
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      return mapping.getOriginalMessage() + ", at " + mapping.getPathReference();
    }
    if (e instanceof JsonProcessingException json) {
      // Jackson adds there that it does not know the name of the text.
      return json.getOriginalMessage().replaceAll(" \\(start marker at [^)]*\\).*", "");
    }
    return e.getMessage();
  }
}
