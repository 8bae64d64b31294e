package io.nasrec.experiments.config.schema;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads YAML into key paths with their lines and the texts of their values.
 *
 * <p>Values remain texts: the meaning of {@code 1e-6}, {@code 010} or {@code no} is decided by the
 * type of their key, not by YAML's rules, and is the same in {@code --set} as in the file.
 */
final class YamlKeys {
  /** Levels of mappings and lists; an experiment file has 3. */
  private static final int MAX_DEPTH = 20;

  private static final YAMLFactory FACTORY =
      YAMLFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private final Map<String, Given> keys;
  private final Problems problems;

  private YamlKeys(Map<String, Given> keys, Problems problems) {
    this.keys = keys;
    this.problems = problems;
  }

  /**
   * Adds everything in {@code yaml} to {@code keys}.
   *
   * @throws ConfigurationException if the text is not YAML: what follows the error is unknown, and
   *     every key there would be reported as missing
   */
  static void read(String yaml, Map<String, Given> keys, Problems problems) {
    try (YAMLParser parser = FACTORY.createParser(yaml)) {
      new YamlKeys(keys, problems).document(parser);
    } catch (StreamConstraintsException e) {
      problems.add(1, "lists and mappings are nested in more than " + MAX_DEPTH + " levels");
      problems.throwIfAny();
    } catch (JsonProcessingException e) {
      if (e.getCause() instanceof MarkedYAMLException fault) {
        // Jackson's own location is that of the previous token.
        Mark mark = fault.getProblemMark();
        problems.syntax(mark.getLine() + 1, mark.getColumn() + 1, fault.getProblem());
      } else {
        JsonLocation location = e.getLocation();
        problems.syntax(location.getLineNr(), location.getColumnNr(), e.getOriginalMessage());
      }
      problems.throwIfAny();
    } catch (IOException e) {
      throw new UncheckedIOException("text in memory cannot be read", e);
    }
  }

  private void document(YAMLParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first != JsonToken.START_OBJECT) {
      int line = first == null ? 1 : line(parser);
      problems.add(line, "an experiment file must hold keys and values, such as 'seed: 1'");
      return;
    }
    mapping(parser, "");
    if (parser.nextToken() != null) {
      problems.add(line(parser), "a second document; an experiment file holds one");
    }
  }

  private void mapping(YAMLParser parser, String prefix) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String path = prefix + parser.currentName();
      int line = line(parser);
      Given.Kind kind = kind(parser.nextToken(), prefix);
      String text =
          switch (kind) {
            case SECTION -> "";
            case LIST -> list(parser);
            case MAPPING -> entries(parser, path);
            default -> text(parser);
          };
      put(new Given(path, line, kind, text));
      if (kind == Given.Kind.SECTION) {
        mapping(parser, path + ".");
      }
    }
  }

  private void put(Given given) {
    Given earlier = keys.putIfAbsent(given.path(), given);
    if (earlier != null) {
      String text = "is given twice, first in line " + earlier.line();
      problems.add(given.line(), given.path(), text);
    }
  }

  private static String list(YAMLParser parser) throws IOException {
    List<String> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(item(parser));
    }
    return FlowText.of(items);
  }

  /** A mapping's text; its entries are given too. */
  private String entries(YAMLParser parser, String path) throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName().strip();
      int line = line(parser);
      boolean list = parser.nextToken() == JsonToken.START_ARRAY;
      entries.put(name, list ? list(parser) : item(parser));
      Given.Kind kind = list ? Given.Kind.LIST : Given.Kind.VALUE;
      put(new Given(path + "." + name, line, kind, entries.get(name)));
    }
    return FlowText.of(entries);
  }

  /** An item's text, unchanged; nested content becomes a placeholder. */
  private static String item(YAMLParser parser) throws IOException {
    if (parser.currentToken().isStructStart()) {
      parser.skipChildren();
      return FlowText.NESTED;
    }
    // In a list, null is an ordinary word: it may be the spelling of missing values.
    return parser.isCurrentAlias() ? text(parser) : parser.getText().strip();
  }

  private static String text(YAMLParser parser) throws IOException {
    if (parser.isCurrentAlias()) {
      // Aliases are not resolved: an experiment file states every value where it is used.
      return "*" + parser.getText();
    }
    return parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getText().strip();
  }

  private static Given.Kind kind(JsonToken token, String prefix) {
    return switch (token) {
      case START_OBJECT -> prefix.isEmpty() ? Given.Kind.SECTION : Given.Kind.MAPPING;
      case START_ARRAY -> Given.Kind.LIST;
      default -> Given.Kind.VALUE;
    };
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }
}
