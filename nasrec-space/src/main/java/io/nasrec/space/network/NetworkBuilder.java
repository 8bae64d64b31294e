package io.nasrec.space.network;

import io.nasrec.space.Architecture;
import io.nasrec.space.Liveness;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.Weight.Role;
import java.util.List;
import java.util.stream.IntStream;

/** Derives networks, with the slices of spec section 4, from architectures of one space. */
public final class NetworkBuilder {
  private final SearchSpace space;
  private final InputShape input;
  private final boolean layerNorm;

  /**
   * @param layerNorm whether layers are normalised; a linear layer has a bias exactly when no
   *     normalisation follows
   */
  public NetworkBuilder(SearchSpace space, InputShape input, boolean layerNorm) {
    this.space = space;
    this.input = input;
    this.layerNorm = layerNorm;
  }

  public SearchSpace space() {
    return space;
  }

  public InputShape input() {
    return input;
  }

  public boolean layerNorm() {
    return layerNorm;
  }

  /** The network that is built and trained: only the parts that can reach the head. */
  public Network live(Architecture architecture) {
    Liveness liveness = architecture.liveness();
    return build(
        blocks().mapToObj(b -> BlockChoice.of(architecture.block(b), liveness.block(b))).toList(),
        true);
  }

  /** The network with its dead parts, for counting only. */
  public Network encoded(Architecture architecture) {
    return build(blocks().mapToObj(b -> BlockChoice.encoded(architecture.block(b))).toList(), true);
  }

  /**
   * The full path: all sources, all operators summed, the widest widths, both switches.
   *
   * @param operands its left and right sources are the full path's
   */
  public Network fullPath(Architecture operands) {
    return build(
        blocks()
            .mapToObj(b -> fullPathChoice(b, operands.block(b).left(), operands.block(b).right()))
            .toList(),
        true);
  }

  /**
   * The supernet's tensors in full size, including projections that the full path skips because its
   * widths are equal; narrower subnets need them.
   */
  public List<Weight> supernetWeights() {
    // The widest operand that a block can have is either the raw input or the previous block.
    return build(blocks().mapToObj(b -> fullPathChoice(b, 0, b - 1)).toList(), false).weights();
  }

  private BlockChoice fullPathChoice(int index, int left, int right) {
    return BlockChoice.fullPath(space, index, left, right);
  }

  private IntStream blocks() {
    return IntStream.rangeClosed(1, space.blocks());
  }

  private Network build(List<BlockChoice> choices, boolean skipWhereWidthsCoincide) {
    Slots slots = new Slots(space, input, choices);
    List<BlockNetwork> built =
        blocks().mapToObj(b -> block(b, slots, skipWhereWidthsCoincide)).toList();
    return new Network(
        input, built, Layers.linear("head", Role.LINEAR_WEIGHT, 1, slots.headColumns()));
  }

  private BlockNetwork block(int index, Slots slots, boolean skipWhereWidthsCoincide) {
    return new BlockBuilder(
            index,
            slots.choices().get(index - 1),
            new Layers("blocks." + index + ".", layerNorm, skipWhereWidthsCoincide),
            slots)
        .build();
  }
}
