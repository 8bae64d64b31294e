package io.nasrec.experiments.config.schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lists and mappings of texts in one line, in YAML's flow style: {@code [a, "b, c"]}, {@code {a: 1,
 * "b, c": 2}}. Items remain texts, whatever they look like.
 */
public final class FlowText {
  private static final YAMLFactory FACTORY = new YAMLFactory();

  /** Placeholder for an item that is not a text; a list or mapping with it cannot be read. */
  static final String NESTED = "{...}";

  /** Texts that need no quotes; stricter than YAML. */
  private static final Pattern PLAIN = Pattern.compile("[\\w.+][\\w.+ -]*(?<! )|-[\\w.]+");

  private FlowText() {}

  public static String of(List<String> items) {
    return items.stream().map(FlowText::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  static String of(Map<String, String> entries) {
    return entries.entrySet().stream()
        .map(entry -> quoted(entry.getKey()) + ": " + quoted(entry.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /**
   * Reads a list; the brackets may be left out.
   *
   * @return empty if the text is not a list, or is a list with nested items
   */
  static Optional<List<String>> list(String text) {
    try (JsonParser parser = FACTORY.createParser(bracketed(text, '[', ']'))) {
      List<String> items = new ArrayList<>();
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        return Optional.empty();
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (!parser.currentToken().isScalarValue()) {
          return Optional.empty();
        }
        items.add(parser.getText().strip());
      }
      return parser.nextToken() == null ? Optional.of(List.copyOf(items)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads a mapping; the braces may be left out.
   *
   * @return the entries in their order; empty if the text is not a mapping, or is a mapping with
   *     nested items or a duplicate key
   */
  static Optional<Map<String, String>> map(String text) {
    try (JsonParser parser = FACTORY.createParser(bracketed(text, '{', '}'))) {
      Map<String, String> entries = new LinkedHashMap<>();
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName().strip();
        if (!parser.nextToken().isScalarValue()
            || entries.putIfAbsent(key, parser.getText().strip()) != null) {
          return Optional.empty();
        }
      }
      return parser.nextToken() == null ? Optional.of(entries) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String bracketed(String text, char open, char close) {
    return text.startsWith(String.valueOf(open)) ? text : open + text + close;
  }

  /** A text as an item, a key or a value. */
  public static String quoted(String text) {
    return text.equals(NESTED) || PLAIN.matcher(text).matches()
        ? text
        : '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
