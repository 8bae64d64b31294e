package io.nasrec.space.network;

import io.nasrec.space.Architecture;

/**
 * Size and computational cost of a network, without embedding tables.
 *
 * @param parameters dense parameters as encoded, dead parts included. To match the published
 *     counts, with layer normalisation an FM whose width equals E still counts the normalisation (2
 *     w scalars) that it never uses
 * @param macs multiply-accumulates per example as encoded
 * @param liveParameters dense parameters of what can reach the head
 * @param liveMacs multiply-accumulates per example of what can reach the head
 */
public record Costs(long parameters, long macs, long liveParameters, long liveMacs) {

  /** Computes the costs of the architecture's network as the builder would build it. */
  public static Costs of(Architecture architecture, NetworkBuilder builder) {
    Network encoded = builder.encoded(architecture);
    Network live = builder.live(architecture);
    return new Costs(
        encoded.parameters() + unusedNorms(encoded, builder),
        encoded.macs(),
        live.parameters(),
        live.macs());
  }

  private static long unusedNorms(Network encoded, NetworkBuilder builder) {
    if (!builder.layerNorm()) {
      return 0;
    }
    int dim = builder.input().embeddingDim();
    return encoded.blocks().stream()
        .filter(block -> block.fm().isPresent() && block.denseWidth() == dim)
        .mapToLong(BlockNetwork::denseWidth)
        .map(width -> 2 * width)
        .sum();
  }
}
