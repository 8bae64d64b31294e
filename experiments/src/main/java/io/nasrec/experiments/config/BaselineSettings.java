package io.nasrec.experiments.config;

import java.util.List;

/**
 * The hand-crafted networks that found ones are compared with. The first three keys are those of
 * the logistic regression in a search's report; {@code nasrec train} and {@code nasrec compare}
 * train every network as {@link RetrainSettings} says.
 *
 * @param epochs passes over the training split
 * @param batchSize rows per step
 * @param learningRate learning rate
 * @param hidden widths of the feed-forward network of DeepFM, xDeepFM, AutoInt+ and DCN-V2
 * @param dlrmBottom hidden widths of DLRM's bottom network, before the layer of width E
 * @param dlrmTop hidden widths of DLRM's top network
 * @param cinMaps maps per layer of xDeepFM's compressed interaction network
 * @param attentionLayers interacting layers of AutoInt+
 * @param attentionHeads heads of each
 * @param attentionHeadDim width of each head
 * @param crossLayers cross layers of DCN-V2
 */
public record BaselineSettings(
    @Range(min = 1, max = 1000, unit = "epochs") int epochs,
    @Range(min = 1, max = 1048576, unit = "rows") int batchSize,
    @Range(min = 0, max = 100, aboveMin = true) double learningRate,
    @Range(min = 1, max = 65536, unit = "units") List<Integer> hidden,
    @Range(min = 1, max = 65536, unit = "units") List<Integer> dlrmBottom,
    @Range(min = 1, max = 65536, unit = "units") List<Integer> dlrmTop,
    @Range(min = 1, max = 65536, unit = "maps") List<Integer> cinMaps,
    @Range(min = 1, max = 100, unit = "layers") int attentionLayers,
    @Range(min = 1, max = 1024, unit = "heads") int attentionHeads,
    @Range(min = 1, max = 1024, unit = "dimensions") int attentionHeadDim,
    @Range(min = 1, max = 100, unit = "layers") int crossLayers) {

  /**
   * Checks every component.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public BaselineSettings {
    hidden = List.copyOf(hidden);
    dlrmBottom = List.copyOf(dlrmBottom);
    dlrmTop = List.copyOf(dlrmTop);
    cinMaps = List.copyOf(cinMaps);
    Schema.check(
        BaselineSettings.class,
        epochs,
        batchSize,
        learningRate,
        hidden,
        dlrmBottom,
        dlrmTop,
        cinMaps,
        attentionLayers,
        attentionHeads,
        attentionHeadDim,
        crossLayers);
  }
}
