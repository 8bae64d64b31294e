package io.nasrec.supernet.network;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import io.nasrec.space.Architecture;
import io.nasrec.space.Block;
import io.nasrec.space.DenseOperator;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.SparseOperator;
import io.nasrec.space.network.Attention;
import io.nasrec.space.network.BlockNetwork;
import io.nasrec.space.network.DotProduct;
import io.nasrec.space.network.EmbeddedFullyConnected;
import io.nasrec.space.network.FullyConnected;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.Network;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.space.network.Operator;
import io.nasrec.space.network.Projection;
import io.nasrec.space.network.SigmoidGating;
import io.nasrec.space.network.Sum;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.GoldenArrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One operator of the reference cases as the network builder makes it, with the widths in use.
 *
 * @param network one block over the raw input, or two where an operand is a block's output
 * @param kind first part of the case's name
 */
record GoldenOperator(Network network, String kind) {
  private static final int RAW_WIDTH = 13;
  private static final int RAW_ROWS = 9;

  static GoldenOperator of(String name, JsonNode entry, GoldenArrays arrays) {
    String kind = name.substring(0, name.indexOf('_'));
    boolean layerNorm = entry.path("use_layernorm").asBoolean();
    int width = entry.path("dims_in_use").asInt();
    return switch (kind) {
      case "sum" -> twoOperands(kind, DenseOperator.SUM, width, layerNorm, arrays);
      case "gating" -> twoOperands(kind, DenseOperator.SIGMOID_GATING, width, layerNorm, arrays);
      case "dotproduct" -> {
        InputShape input = input(arrays.shape("in/dense").get(1), arrays.shape("in/sparse").get(1));
        yield one(kind, DenseOperator.DOT_PRODUCT, width, RAW_ROWS, input, layerNorm);
      }
      case "linear3d", "transformer" ->
          one(kind, DenseOperator.FC, 32, width, input(RAW_WIDTH, RAW_ROWS), layerNorm);
      default ->
          one(kind, DenseOperator.FC, width, RAW_ROWS, input(RAW_WIDTH, RAW_ROWS), layerNorm);
    };
  }

  private static InputShape input(int width, int rows) {
    return new InputShape(width, rows, 16);
  }

  private static GoldenOperator one(
      String kind, DenseOperator dense, int width, int rows, InputShape input, boolean layerNorm) {
    SearchSpace space = SearchSpace.full(1).withWidths(List.of(width), List.of(rows));
    SparseOperator sparse =
        kind.equals("transformer") ? SparseOperator.ATTENTION : SparseOperator.EMBEDDED_FC;
    Block block = new Block(dense, sparse, width, rows, false, true, List.of(0), List.of(0), 0, 0);
    return new GoldenOperator(
        new NetworkBuilder(space, input, layerNorm).live(new Architecture(space, List.of(block))),
        kind);
  }

  /** An operand as wide as the raw input is that; another is the output of a first block. */
  private static GoldenOperator twoOperands(
      String kind, DenseOperator dense, int width, boolean layerNorm, GoldenArrays arrays) {
    int left = arrays.shape("in/left").get(1);
    int right = arrays.shape("in/right").get(1);
    int first = Math.max(left, right);
    List<Integer> widths = Stream.of(first, width).sorted().distinct().toList();
    SearchSpace space = SearchSpace.full(2).withWidths(widths, List.of(RAW_ROWS));
    List<Integer> raw = List.of(0);
    SparseOperator sparse = SparseOperator.EMBEDDED_FC;
    InputShape input = input(RAW_WIDTH, RAW_ROWS);
    if (first == RAW_WIDTH) {
      space = SearchSpace.full(1).withWidths(List.of(width), List.of(RAW_ROWS));
      Block only = new Block(dense, sparse, width, RAW_ROWS, false, false, raw, raw, 0, 0);
      return new GoldenOperator(
          new NetworkBuilder(space, input, layerNorm).live(new Architecture(space, List.of(only))),
          kind);
    }
    Block before =
        new Block(DenseOperator.FC, sparse, first, RAW_ROWS, false, false, raw, raw, 0, 0);
    Block block =
        new Block(
            dense,
            sparse,
            width,
            RAW_ROWS,
            false,
            false,
            raw,
            raw,
            left == RAW_WIDTH ? 0 : 1,
            right == RAW_WIDTH ? 0 : 1);
    return new GoldenOperator(
        new NetworkBuilder(space, input, layerNorm)
            .live(new Architecture(space, List.of(before, block))),
        kind);
  }

  /** The operator's tensors. */
  List<Weight> weights() {
    BlockNetwork block = network.lastBlock();
    return switch (kind) {
      case "linear3d", "transformer" -> block.sparse().get(0).weights();
      case "fm" -> block.fm().map(Projection::weights).orElseThrow();
      default -> block.dense().get(0).weights();
    };
  }

  /** Names of the inputs, in the operator's order. */
  List<String> inputs() {
    return switch (kind) {
      case "sum", "gating" -> List.of("left", "right");
      case "dotproduct" -> List.of("dense", "sparse");
      case "linear2d" -> List.of("dense");
      default -> List.of("sparse");
    };
  }

  /** The output; sparse inputs and outputs are {@code (batch, E, rows)}. */
  NDArray output(Map<String, NDArray> weights, List<NDArray> inputs) {
    Operators operators = new Operators(new BoundLayers(weights, LayerFunctions.PLAIN));
    BlockNetwork block = network.lastBlock();
    NDArray first = inputs.get(0);
    if (kind.equals("fm")) {
      return operators.factorizationMachine(block.fm().orElseThrow(), first);
    }
    if (block.sparse().get(0) instanceof Attention attention) {
      return operators.attention(attention, first);
    }
    if (kind.equals("linear3d")) {
      return operators.embedded((EmbeddedFullyConnected) block.sparse().get(0), first);
    }
    Operator.Dense dense = block.dense().get(0);
    if (dense instanceof DotProduct dot) {
      return operators.dotProduct(dot, first, inputs.get(1));
    }
    if (dense instanceof SigmoidGating gating) {
      return operators.gated(gating, first, inputs.get(1));
    }
    if (dense instanceof Sum sum) {
      return operators.sum(sum, first, inputs.get(1));
    }
    return operators.fullyConnected((FullyConnected) dense, first);
  }
}
