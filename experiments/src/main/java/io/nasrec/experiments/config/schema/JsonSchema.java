package io.nasrec.experiments.config.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys of a kind of file as a JSON Schema (draft 7, which editors know best), so that editors
 * complete and check while one types. It is looser than {@link Reading}, but for old spellings
 * never stricter: rules between keys are not in it, and numbers may be texts, because {@code
 * 500_000} is one in YAML.
 */
public final class JsonSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String WHOLE_NUMBER = "[-+]?[0-9][0-9_]*";

  private JsonSchema() {}

  /**
   * The document, as indented JSON with a line end.
   *
   * @param title what a file is
   */
  public static String document(Schema keys, String title) {
    ObjectNode schema = JSON.objectNode();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", title);
    schema.setAll(section(keys.root()));
    try {
      return new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(schema)
              .replace("\r\n", "\n")
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree cannot be written", e);
    }
  }

  private static ObjectNode section(Node.Section keys) {
    ObjectNode section = JSON.objectNode().put("type", "object").put("additionalProperties", false);
    ObjectNode properties = section.putObject("properties");
    var required = section.putArray("required");
    keys.members()
        .forEach(
            (name, node) -> {
              properties.set(name, schema(node));
              if (isRequired(node)) {
                required.add(name);
              }
            });
    return section;
  }

  private static boolean isRequired(Node node) {
    return node instanceof Node.Key key
        ? key.byDefault().isEmpty()
        : !(node instanceof Node.Section section && section.optional());
  }

  private static JsonNode schema(Node node) {
    if (node instanceof Node.Key key) {
      ObjectNode value = JSON.objectNode().put("description", key.type().expected());
      if (key.later()) {
        value.put("default", key.type().text(key.byDefault().orElseThrow()));
      }
      return value.setAll((ObjectNode) key.type().jsonSchema());
    }
    if (node instanceof Node.Section section) {
      JsonNode keys = section(section);
      return section.optional() ? anyOf(keys, oneOf(List.of(OptionalValue.NONE))) : keys;
    }
    return variants((Node.Variants) node);
  }

  /** A name alone, if its other keys have defaults, or a section by its kind. */
  private static JsonNode variants(Node.Variants variants) {
    Map<Node.Section, List<String>> sections = new LinkedHashMap<>();
    variants
        .kinds()
        .forEach(
            (kind, section) ->
                sections.computeIfAbsent(section, none -> new ArrayList<>()).add(kind));
    ObjectNode either = JSON.objectNode().put("description", variants.expected());
    List<String> alone = new ArrayList<>();
    var choices = either.putArray("oneOf");
    sections.forEach(
        (section, kinds) -> {
          ObjectNode keys = section(section);
          ((ObjectNode) keys.get("properties")).set(Schema.KIND, oneOf(kinds));
          ((ArrayNode) keys.get("required")).add(Schema.KIND);
          choices.add(keys);
          if (section.members().values().stream().noneMatch(JsonSchema::isRequired)) {
            alone.addAll(kinds);
          }
        });
    choices.insert(0, oneOf(alone));
    return either;
  }

  static JsonNode anything() {
    return JSON.objectNode();
  }

  /** Any scalar: what looks like a number in YAML is a text for its key. */
  public static JsonNode text() {
    ObjectNode scalar = JSON.objectNode();
    scalar.putArray("type").add("string").add("number").add("boolean");
    return scalar;
  }

  static JsonNode text(String pattern) {
    return JSON.objectNode().put("type", "string").put("pattern", "^(" + pattern + ")$");
  }

  static JsonNode flag() {
    return JSON.objectNode().put("type", "boolean");
  }

  public static JsonNode oneOf(Collection<String> labels) {
    ObjectNode choice = JSON.objectNode();
    var values = choice.putArray("enum");
    labels.forEach(values::add);
    return choice;
  }

  public static JsonNode anyOf(JsonNode first, JsonNode second) {
    ObjectNode either = JSON.objectNode();
    either.putArray("anyOf").add(first).add(second);
    return either;
  }

  public static JsonNode wholeNumber() {
    return anyOf(JSON.objectNode().put("type", "integer"), text(WHOLE_NUMBER));
  }

  static JsonNode wholeNumber(long min, long max, int multipleOf) {
    ObjectNode number = JSON.objectNode().put("type", "integer");
    number.put("minimum", min).put("maximum", max);
    if (multipleOf > 1) {
      number.put("multipleOf", multipleOf);
    }
    return anyOf(number, text(WHOLE_NUMBER));
  }

  static JsonNode number() {
    return JSON.objectNode().put("type", "number");
  }

  static JsonNode number(double min, boolean aboveMin, double max) {
    ObjectNode number = JSON.objectNode().put("type", "number");
    number.put(aboveMin ? "exclusiveMinimum" : "minimum", min);
    if (Double.isFinite(max)) {
      number.put("maximum", max);
    }
    // YAML 1.2 reads 1e-6 as a number, some readers of YAML 1.1 as a text.
    return anyOf(number, text("[-+]?[0-9.]+([eE][-+]?[0-9]+)?"));
  }

  /** One item may stand without brackets. */
  public static JsonNode list(JsonNode item) {
    ObjectNode list = JSON.objectNode().put("type", "array");
    list.set("items", item);
    return anyOf(list, text());
  }

  static JsonNode list(JsonNode item, int size) {
    ObjectNode list = JSON.objectNode().put("type", "array");
    list.put("minItems", size).put("maxItems", size);
    list.set("items", item);
    return anyOf(list, text());
  }

  static JsonNode mapping(JsonNode value) {
    ObjectNode mapping = JSON.objectNode().put("type", "object");
    mapping.set("additionalProperties", value);
    return anyOf(mapping, text());
  }
}
