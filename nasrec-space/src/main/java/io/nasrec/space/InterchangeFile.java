package io.nasrec.space;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * An architecture in the JSON format of the published networks. Everything else in the document
 * ({@code test_loss}, unknown keys) is kept, so that it can be written back without loss.
 *
 * @param architecture the genes
 * @param layerNorm {@code use_layernorm}: whether the network was searched with normalisation
 * @param document the whole document
 */
public record InterchangeFile(Architecture architecture, boolean layerNorm, ObjectNode document) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /** A new document for an architecture. */
  public static InterchangeFile of(Architecture architecture, boolean layerNorm) {
    ObjectNode document = JSON.createObjectNode();
    var micro = document.putArray("micro");
    var macro = document.putArray("macro");
    SearchSpace space = architecture.space();
    for (Block block : architecture.blocks()) {
      ObjectNode genes = micro.addObject();
      genes
          .putArray("active_nodes")
          .add(space.denseNodes().get(block.denseOperator()))
          .add(space.sparseNodes().get(block.sparseOperator()));
      genes.put("dense_in_dims", block.denseWidth());
      genes.put("sparse_in_dims", block.sparseWidth());
      genes.put("dense_sparse_interact", block.merger() ? 1 : 0);
      genes.put("deep_fm", block.fm() ? 1 : 0);
      ObjectNode sources = macro.addObject();
      block.denseSources().forEach(sources.putArray("dense_idx")::add);
      block.sparseSources().forEach(sources.putArray("sparse_idx")::add);
      sources.putArray("dense_left_idx").add(block.left());
      sources.putArray("dense_right_idx").add(block.right());
    }
    document.put("num_blocks", space.blocks());
    document.put("use_layernorm", layerNorm ? 1 : 0);
    document.put("config", space.interchangeName());
    return new InterchangeFile(architecture, layerNorm, document);
  }

  /**
   * Reads a document.
   *
   * @throws InvalidArchitectureException if the text is not a JSON object or does not contain an
   *     architecture of a known space; the message names the key and what was expected
   */
  public static InterchangeFile parse(String text) {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new InvalidArchitectureException(
          "not JSON: line "
              + (e.getLocation() == null ? "?" : e.getLocation().getLineNr())
              + ": "
              // Jackson adds there that it does not know the name of the text.
              + e.getOriginalMessage().replaceAll(" \\(start marker at [^)]*\\).*", ""),
          e);
    }
    if (!(root instanceof ObjectNode document)) {
      throw new InvalidArchitectureException("expected a JSON object");
    }
    Genes genes = new Genes(document, "");
    int blocks = genes.integer("num_blocks", 1, Integer.MAX_VALUE);
    SearchSpace space = space(genes.require("config").asText(), blocks);
    return new InterchangeFile(
        architecture(genes, space), genes.flag("use_layernorm"), document.deepCopy());
  }

  private static SearchSpace space(String config, int blocks) {
    List<SearchSpace> known = SearchSpace.all(blocks);
    return known.stream()
        .filter(space -> space.interchangeName().equals(config))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidArchitectureException(
                    "config must be "
                        + known.stream()
                            .map(space -> '"' + space.interchangeName() + '"')
                            .collect(Collectors.joining(" or "))
                        + ", but was \""
                        + config
                        + '"'));
  }

  /**
   * Reads the genes of a document as an architecture of the given space, which may be narrower or
   * wider than the published one.
   */
  public static Architecture architecture(JsonNode document, SearchSpace space) {
    return architecture(new Genes(document, ""), space);
  }

  /** The document as indented JSON text. */
  public String text() {
    return document.toPrettyString();
  }

  private static Architecture architecture(Genes document, SearchSpace space) {
    List<Genes> micro = document.elements("micro", space.blocks());
    List<Genes> macro = document.elements("macro", space.blocks());
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < space.blocks(); i++) {
      Genes inside = micro.get(i);
      Genes sources = macro.get(i);
      blocks.add(
          new Block(
              inside.active(space.denseNodes(), "dense"),
              inside.active(space.sparseNodes(), "sparse"),
              inside.integer("dense_in_dims", 1, Integer.MAX_VALUE),
              inside.integer("sparse_in_dims", 1, Integer.MAX_VALUE),
              inside.flag("dense_sparse_interact"),
              inside.flag("deep_fm"),
              sources.integers("dense_idx"),
              sources.integers("sparse_idx"),
              sources.single("dense_left_idx"),
              sources.single("dense_right_idx")));
    }
    return new Architecture(space, blocks);
  }

  /** Typed access to one JSON object, with errors that name the key. */
  private record Genes(JsonNode node, String at) {
    JsonNode require(String key) {
      JsonNode value = node.path(key);
      if (value.isMissingNode() || value.isNull()) {
        throw new InvalidArchitectureException("the key " + at + key + " is missing");
      }
      return value;
    }

    List<Genes> elements(String key, int count) {
      JsonNode array = require(key);
      if (!array.isArray() || array.size() != count) {
        throw new InvalidArchitectureException(
            at + key + " must be a list of num_blocks = " + count + " objects");
      }
      List<Genes> elements = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        elements.add(new Genes(array.get(i), at + key + "[" + i + "]."));
      }
      return elements;
    }

    int integer(String key, int min, int max) {
      return integer(key, require(key), min, max);
    }

    boolean flag(String key) {
      JsonNode value = require(key);
      return value.isBoolean() ? value.booleanValue() : integer(key, value, 0, 1) == 1;
    }

    List<Integer> integers(String key) {
      JsonNode array = require(key);
      if (!array.isArray()) {
        throw new InvalidArchitectureException(at + key + " must be a list of whole numbers");
      }
      return StreamSupport.stream(array.spliterator(), false)
          .map(value -> integer(key, value, 0, Integer.MAX_VALUE))
          .toList();
    }

    int single(String key) {
      List<Integer> values = integers(key);
      if (values.size() != 1) {
        throw new InvalidArchitectureException(
            at + key + " must hold exactly one source, but was " + values);
      }
      return values.get(0);
    }

    <T> T active(Map<T, Integer> nodes, String kind) {
      List<Integer> active = integers("active_nodes");
      List<T> chosen =
          nodes.entrySet().stream()
              .filter(entry -> active.contains(entry.getValue()))
              .map(Map.Entry::getKey)
              .toList();
      if (chosen.size() != 1 || active.size() != 2) {
        throw new InvalidArchitectureException(
            at
                + "active_nodes must hold one dense and one sparse operator ("
                + kind
                + " ones are "
                + nodes.values().stream().sorted().toList()
                + "), but was "
                + active);
      }
      return chosen.get(0);
    }

    private int integer(String key, JsonNode value, int min, int max) {
      if (!value.isIntegralNumber() || value.longValue() < min || value.longValue() > max) {
        throw new InvalidArchitectureException(
            at
                + key
                + " must be a whole number of at least "
                + min
                + (max == Integer.MAX_VALUE ? "" : " and at most " + max)
                + ", but was "
                + value);
      }
      return value.intValue();
    }
  }
}
