package io.nasrec.experiments.config.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way back: from the record of a file to the texts of its keys. */
public final class KeyTexts {
  private static final YAMLMapper MAPPER =
      new YAMLMapper(
          YAMLFactory.builder()
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .build());

  private KeyTexts() {}

  /** YAML with every key, which is read back as an equal record. */
  public static String yaml(Schema schema, Record file) {
    try {
      return MAPPER.writeValueAsString(node(file, schema.root()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts cannot be written as YAML", e);
    }
  }

  /** Every key as JSON, which is read back as an equal record, since JSON is YAML too. */
  public static ObjectNode json(Schema schema, Record file) {
    return (ObjectNode) node(file, schema.root());
  }

  private static JsonNode node(Object value, Node node) {
    if (node instanceof Node.Key key) {
      return node(value, key.type());
    }
    if (value instanceof Optional<?> section) {
      return section.map(keys -> node(keys, node)).orElse(TextNode.valueOf(OptionalValue.NONE));
    }
    ObjectNode keys = MAPPER.createObjectNode();
    if (node instanceof Node.Variants variants) {
      String kind = Schema.kind((Record) value);
      Node.Section section = variants.kinds().get(kind);
      if (section.members().isEmpty()) {
        return TextNode.valueOf(kind);
      }
      keys.put(Schema.KIND, kind);
      return keys.setAll((ObjectNode) node(value, section));
    }
    Map<String, Object> values = Schema.values((Record) value);
    ((Node.Section) node)
        .members()
        .forEach((name, member) -> keys.set(name, node(values.get(name), member)));
    return keys;
  }

  /**
   * Numbers, flags and lists as YAML values, so that they are not quoted; everything else as text.
   */
  private static JsonNode node(Object value, ValueType type) {
    if (value instanceof Map<?, ?> columns && type instanceof Columns of) {
      ObjectNode node = MAPPER.createObjectNode();
      columns.forEach((name, item) -> node.put((String) name, of.setting().text(item)));
      return node;
    }
    return value instanceof Number || value instanceof Boolean || value instanceof List
        ? MAPPER.valueToTree(value)
        : TextNode.valueOf(type.text(value));
  }

  /**
   * The texts of keys by path, in the order of the schema: the kind of a variant stands at its own
   * path, and {@code none} at that of a section that is left out.
   */
  public static Map<String, String> of(Schema schema, Record file) {
    Map<String, String> texts = new LinkedHashMap<>();
    collect("", file, schema.root(), texts);
    return texts;
  }

  private static void collect(String path, Object value, Node node, Map<String, String> texts) {
    if (node instanceof Node.Key key) {
      texts.put(path, key.type().text(value));
    } else if (value instanceof Optional<?> section) {
      section.ifPresentOrElse(
          keys -> collect(path, keys, node, texts), () -> texts.put(path, OptionalValue.NONE));
    } else if (node instanceof Node.Variants variants) {
      String kind = Schema.kind((Record) value);
      texts.put(path, kind);
      collect(path, value, variants.kinds().get(kind), texts);
    } else {
      Map<String, Object> values = Schema.values((Record) value);
      String prefix = path.isEmpty() ? "" : path + ".";
      ((Node.Section) node)
          .members()
          .forEach((name, member) -> collect(prefix + name, values.get(name), member, texts));
    }
  }
}
