package io.nasrec.supernet.baseline;

import java.util.List;

/**
 * Hyper-parameters of the hand-crafted networks.
 *
 * @param hidden widths of the feed-forward network of DeepFM, xDeepFM, AutoInt+ and DCN-V2
 * @param dlrmBottom hidden widths of DLRM's bottom network, before the layer of width E
 * @param dlrmTop hidden widths of DLRM's top network
 * @param cinMaps maps per layer of xDeepFM's compressed interaction network
 * @param attentionLayers interacting layers of AutoInt+, at least 1
 * @param attentionHeads heads of each, at least 1
 * @param attentionHeadDim width of each head, at least 1
 * @param crossLayers cross layers of DCN-V2, at least 1
 */
public record BaselineShapes(
    List<Integer> hidden,
    List<Integer> dlrmBottom,
    List<Integer> dlrmTop,
    List<Integer> cinMaps,
    int attentionLayers,
    int attentionHeads,
    int attentionHeadDim,
    int crossLayers) {
  public BaselineShapes {
    hidden = widths("hidden", hidden);
    dlrmBottom = widths("dlrmBottom", dlrmBottom);
    dlrmTop = widths("dlrmTop", dlrmTop);
    cinMaps = widths("cinMaps", cinMaps);
    requirePositive("attentionLayers", attentionLayers);
    requirePositive("attentionHeads", attentionHeads);
    requirePositive("attentionHeadDim", attentionHeadDim);
    requirePositive("crossLayers", crossLayers);
  }

  private static List<Integer> widths(String name, List<Integer> widths) {
    if (widths.isEmpty()) {
      throw new IllegalArgumentException(name + " must have at least one layer");
    }
    widths.forEach(width -> requirePositive(name, width));
    return List.copyOf(widths);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, but was " + value);
    }
  }
}
