package io.nasrec.space.network;

import java.util.List;
import java.util.stream.Stream;

/**
 * A complete network: its layers in order of computation, with every tensor's shape and slice.
 *
 * @param input shape of the raw input
 * @param blocks the built part of each choice block; element 0 is block 1
 * @param head linear layer over the last block's dense output and its flattened sparse rows, to one
 *     logit
 */
public record Network(InputShape input, List<BlockNetwork> blocks, Projection head) {

  public Network {
    blocks = List.copyOf(blocks);
  }

  /** Every parameter tensor except the embedding tables, each path once. */
  public List<Weight> weights() {
    return Stream.concat(
            blocks.stream().flatMap(block -> block.weights().stream()), head.weights().stream())
        .toList();
  }

  /** Number of scalars in {@link #weights()}. */
  public long parameters() {
    return weights().stream().mapToLong(Weight::size).sum();
  }

  /** Multiply-accumulates per example: linear layers and batched products. */
  public long macs() {
    return blocks.stream().mapToLong(BlockNetwork::macs).sum() + head.macs();
  }

  /** The last block: what the head reads. */
  public BlockNetwork lastBlock() {
    return blocks.get(blocks.size() - 1);
  }
}
