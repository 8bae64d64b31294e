package io.nasrec.experiments.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * JSON as RFC 8259 has it and no more: a name comes once per object, numbers are finite, and depth
 * and lengths are bounded.
 */
final class StrictJson {
  private static final int DEPTH = 16;
  private static final int NAME_LENGTH = 1024;
  private static final int NUMBER_LENGTH = 64;
  private static final int TEXT_LENGTH = 64 << 10;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Clients choose the names: they are not to stay in the JVM's table.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // JSON between programs is UTF-8: UTF-16 and UTF-32 are not guessed.
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH)
                  .maxNameLength(NAME_LENGTH)
                  .maxNumberLength(NUMBER_LENGTH)
                  .maxStringLength(TEXT_LENGTH)
                  .build())
          .build();

  private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY).build();

  /** What the library tells its programmers. */
  private static final Pattern HINT =
      Pattern.compile(
          "(: enable `|; enable |\\(enable | \\(start marker at | \\(not recognized as ).*");

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private StrictJson() {}

  /** Reads one document. */
  @FunctionalInterface
  interface Reader<T> {
    /**
     * Reads it.
     *
     * @param parser at the first token
     */
    T read(JsonParser parser) throws IOException;
  }

  /**
   * Reads a body to its end.
   *
   * @throws Refusal if it is no JSON, or the reader refuses it
   */
  static <T> T read(byte[] body, Reader<T> reader) {
    requireUtf8(body);
    int from = Arrays.mismatch(BYTE_ORDER_MARK, body) == BYTE_ORDER_MARK.length ? 3 : 0;
    try (JsonParser parser = FACTORY.createParser(body, from, body.length - from)) {
      if (parser.nextToken() == null) {
        throw Refusal.wrong("the body is empty; a JSON document was expected");
      }
      T document = reader.read(parser);
      if (parser.nextToken() != null) {
        throw Refusal.wrong(
            "the body must be one JSON document, but another value follows" + place(parser));
      }
      return document;
    } catch (StreamConstraintsException e) {
      throw Refusal.wrong(
          "the body is not read: values may be nested %s deep, names %s, texts %s and numbers %s"
                  .formatted(DEPTH, NAME_LENGTH, TEXT_LENGTH, NUMBER_LENGTH)
              + " characters long");
    } catch (JsonProcessingException e) {
      throw Refusal.wrong(
          "the body is no valid JSON: line %s, column %s: %s"
              .formatted(
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr(),
                  HINT.matcher(e.getOriginalMessage()).replaceFirst("")));
    } catch (IOException e) {
      throw Refusal.wrong("the body is no valid JSON: " + e.getMessage());
    }
  }

  /** The library takes overlong forms for the characters that they spell. */
  private static void requireUtf8(byte[] body) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(body);
    CharBuffer out = CharBuffer.allocate(4096);
    CoderResult result = CoderResult.OVERFLOW;
    while (result.isOverflow()) {
      out.clear();
      result = decoder.decode(in, out, true);
    }
    if (result.isError()) {
      throw Refusal.wrong(
          "the body is no valid JSON: byte %s is no UTF-8".formatted(in.position() + 1));
    }
  }

  /**
   * The value of the current token: a text, a finite number, a boolean, or null.
   *
   * @param where names the place in a message
   * @throws Refusal if it is an object, an array, or a number beyond 64-bit floating point
   */
  static Object scalar(JsonParser parser, Where where) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> {
        double value = parser.getDoubleValue();
        if (Double.isInfinite(value)) {
          throw Refusal.wrong(
              where.text()
                  + ": expected a number of at most 1.8e308 in size, but found "
                  + parser.getText());
        }
        yield value;
      }
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default ->
          throw Refusal.wrong(
              "%s: expected a text, a number, a boolean or null, but found %s"
                  .formatted(where.text(), called(token)));
    };
  }

  /** A place in a document; its text is made only for a message. */
  @FunctionalInterface
  interface Where {
    /** Such as {@code row 3, column price}. */
    String text();
  }

  /** A token as a message has it. */
  static String called(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      default -> "the end";
    };
  }

  private static String place(JsonParser parser) {
    return " in line %s, column %s"
        .formatted(
            parser.currentTokenLocation().getLineNr(), parser.currentTokenLocation().getColumnNr());
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static byte[] bytes(JsonNode document) {
    try {
      return MAPPER.writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A document that the program carries. */
  static ObjectNode parsed(String text) {
    try {
      return (ObjectNode) MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
