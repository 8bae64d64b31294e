package io.nasrec.experiments.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;

/**
 * The keys of experiment files as a JSON Schema (draft 7, which editors know best), so that editors
 * complete and check while one types. It is looser than {@link ExperimentReader}, never stricter:
 * rules between keys are not in it, and numbers may be texts, because {@code 500_000} is one in
 * YAML.
 */
public final class JsonSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String WHOLE_NUMBER = "[-+]?[0-9][0-9_]*";

  private JsonSchema() {}

  /** The schema, as indented JSON with a line end. */
  public static String document() {
    ObjectNode schema = JSON.objectNode();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", "NASRec experiment");
    schema.setAll(section("", Schema.members("")));
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

  private static ObjectNode section(String prefix, List<String> members) {
    ObjectNode section = JSON.objectNode().put("type", "object").put("additionalProperties", false);
    ObjectNode properties = section.putObject("properties");
    var required = section.putArray("required");
    for (String member : members) {
      String path = prefix + member;
      if (Schema.SECTIONS.containsKey(path)) {
        JsonNode keys = section(path + ".", Schema.members(path));
        boolean optional = Schema.OPTIONAL_SECTIONS.contains(path);
        properties.set(member, optional ? anyOf(keys, oneOf(List.of(OptionalValue.NONE))) : keys);
        if (!optional) {
          required.add(member);
        }
        continue;
      }
      ValueType type = Schema.KEYS.get(path);
      ObjectNode key = properties.putObject(member);
      key.put("description", type.expected());
      key.setAll((ObjectNode) type.jsonSchema());
      if (!(type instanceof OptionalValue)) {
        required.add(member);
      }
    }
    return section;
  }

  static JsonNode anything() {
    return JSON.objectNode();
  }

  /** Any scalar: what looks like a number in YAML is a text for its key. */
  static JsonNode text() {
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

  static JsonNode oneOf(Collection<String> labels) {
    ObjectNode choice = JSON.objectNode();
    var values = choice.putArray("enum");
    labels.forEach(values::add);
    return choice;
  }

  static JsonNode anyOf(JsonNode first, JsonNode second) {
    ObjectNode either = JSON.objectNode();
    either.putArray("anyOf").add(first).add(second);
    return either;
  }

  static JsonNode wholeNumber() {
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
  static JsonNode list(JsonNode item) {
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
