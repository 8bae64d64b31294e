package io.nasrec.supernet;

import io.nasrec.space.DenseOperator;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.SparseOperator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The published code's names of our tensors. */
public final class PublishedNames {
  /** Our layers behind {@code blocks.B.}, longest names first, and the published ones. */
  private static final Map<String, String> LAYERS = new LinkedHashMap<>();

  static {
    LAYERS.put("fc.linear.norm", "_layernorm");
    LAYERS.put("fc.linear", "_linear");
    LAYERS.put("dot-product.dense.norm", "_dense_layernorm");
    LAYERS.put("dot-product.dense", "_dense_proj");
    LAYERS.put("dot-product.rows.norm", "_sparse_inp_proj_layernorm");
    LAYERS.put("dot-product.rows", "_sparse_inp_proj");
    LAYERS.put("dot-product.output.norm", "_linear_layernorm");
    LAYERS.put("dot-product.output", "_linear_proj");
    LAYERS.put("sigmoid-gating.gate", "_left_self_linear._linear");
    LAYERS.put("sigmoid-gating.output.norm", "_layernorm");
    LAYERS.put("sigmoid-gating.output", "_linear_proj");
    LAYERS.put("sum.output.norm", "_layernorm");
    LAYERS.put("sum.output", "_linear_proj");
    LAYERS.put("embedded-fc.linear.norm", "_layernorm");
    LAYERS.put("embedded-fc.linear", "_linear");
    LAYERS.put("attention.rows.norm", "_proj_ln");
    LAYERS.put("attention.rows", "_linear_proj");
    LAYERS.put("attention.input.weight", "_mha.in_proj_weight");
    LAYERS.put("attention.query.bias", "_mha.in_proj_bias");
    LAYERS.put("attention.key.bias", "_mha.in_proj_bias");
    LAYERS.put("attention.value.bias", "_mha.in_proj_bias");
    LAYERS.put("attention.output.norm", "_attn_ln");
    LAYERS.put("attention.output", "_mha.out_proj");
    LAYERS.put("attention.hidden", "attn_fc1");
    LAYERS.put("attention.feed-forward.norm", "_attn_fc_ln");
    LAYERS.put("attention.feed-forward", "attn_fc2");
    LAYERS.put("merger.linear.norm", "project_emb_dim_layernorm");
    LAYERS.put("merger.linear", "project_emb_dim");
    LAYERS.put("fm.linear.norm", "deep_fm._linear_layernorm");
    LAYERS.put("fm.linear", "deep_fm._linear_proj");
  }

  private PublishedNames() {}

  /** The published tensor's name in a network of the space. */
  public static String of(String path, SearchSpace space) {
    if (path.startsWith("head.")) {
      return "_final." + path.substring("head.".length());
    }
    String[] parts = path.split("\\.", 3);
    int block = Integer.parseInt(parts[1]) - 1;
    return "_blocks." + block + "." + node(parts[2], space) + layer(parts[2]);
  }

  /** Name inside the operator, merger or FM; {@code inside} is our path without its block. */
  public static String layer(String inside) {
    for (Map.Entry<String, String> layer : LAYERS.entrySet()) {
      if (inside.startsWith(layer.getKey())) {
        String tensor = inside.substring(layer.getKey().length());
        return layer.getValue() + tensor.replace(".gain", ".weight");
      }
    }
    throw new IllegalArgumentException("no published name for " + inside);
  }

  /** Which of the parts of the published tensor ours is: it keeps three biases in one. */
  public static int part(String path) {
    if (path.endsWith("attention.key.bias")) {
      return 1;
    }
    return path.endsWith("attention.value.bias") ? 2 : 0;
  }

  private static String node(String inside, SearchSpace space) {
    String label = inside.substring(0, inside.indexOf('.'));
    for (DenseOperator operator : space.denseOperators()) {
      if (operator.label().equals(label)) {
        return "_nodes." + space.denseNodes().get(operator) + ".";
      }
    }
    for (SparseOperator operator : space.sparseOperators()) {
      if (operator.label().equals(label)) {
        return "_nodes." + space.sparseNodes().get(operator) + ".";
      }
    }
    return "";
  }
}
