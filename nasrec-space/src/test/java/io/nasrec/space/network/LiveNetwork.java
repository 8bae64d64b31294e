package io.nasrec.space.network;

import java.util.ArrayList;
import java.util.List;

/**
 * All of a built network that a forward pass uses, so that equal values compute alike: a sum's
 * operands in one order, and no width of a tensor that is not built.
 */
public record LiveNetwork(List<Object> parts) {

  /** What the forward pass sees of a network. */
  public static LiveNetwork of(Network network) {
    List<Object> parts = new ArrayList<>();
    for (BlockNetwork block : network.blocks()) {
      parts.add(block.index());
      block.dense().forEach(operator -> parts.add(List.of(ordered(operator), block.denseWidth())));
      block.sparse().forEach(operator -> parts.add(List.of(operator, block.sparseWidth())));
      parts.add(block.merger());
      parts.add(block.fm());
    }
    parts.add(network.head());
    return new LiveNetwork(parts);
  }

  private static Object ordered(Operator.Dense operator) {
    return operator instanceof Sum sum
        ? List.of(
            Math.min(sum.left(), sum.right()),
            Math.max(sum.left(), sum.right()),
            sum.width(),
            sum.output())
        : operator;
  }
}
