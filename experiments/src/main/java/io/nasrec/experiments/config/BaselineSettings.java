package io.nasrec.experiments.config;

import io.nasrec.experiments.config.schema.As;
import io.nasrec.experiments.config.schema.Default;
import io.nasrec.experiments.config.schema.Range;
import io.nasrec.experiments.config.schema.Schema;
import io.nasrec.supernet.baseline.Baseline;
import java.util.List;

/**
 * The hand-crafted networks that found networks are compared with. All are trained according to
 * {@link RetrainSettings}, except the logistic regression of a search: its steps cost almost
 * nothing, so it is trained with the settings here until validation stops improving.
 *
 * @param networks the networks that a search trains beside its candidates and compares the winner
 *     with; may be empty
 * @param epochs maximum number of passes over the training split
 * @param batchSize rows per step
 * @param learningRate highest learning rate of the schedule
 * @param patience evaluations on validation without improvement before training stops
 * @param hidden widths of the feed-forward network of DeepFM, xDeepFM, AutoInt+ and DCN-V2
 * @param dlrmBottom hidden widths of DLRM's bottom network, before the layer of width E
 * @param dlrmTop hidden widths of DLRM's top network
 * @param cinMaps maps per layer of xDeepFM's compressed interaction network
 * @param attentionLayers interacting layers of AutoInt+
 * @param attentionHeads heads of each
 * @param attentionHeadDim width of each head
 * @param crossLayers cross layers of DCN-V2
 * @param effort how much training the networks get
 */
public record BaselineSettings(
    @As(BaselineNames.class) List<Baseline> networks,
    @Range(min = 1, max = 1000, unit = "epochs") int epochs,
    @Range(min = 1, max = 1048576, unit = "rows") int batchSize,
    @Range(min = 0, max = 100, aboveMin = true) double learningRate,
    @Range(min = 1, max = 1000, unit = "evaluations") int patience,
    @Range(min = 1, max = 65536, unit = "units") List<Integer> hidden,
    @Range(min = 1, max = 65536, unit = "units") List<Integer> dlrmBottom,
    @Range(min = 1, max = 65536, unit = "units") List<Integer> dlrmTop,
    @Range(min = 1, max = 65536, unit = "maps") List<Integer> cinMaps,
    @Range(min = 1, max = 100, unit = "layers") int attentionLayers,
    @Range(min = 1, max = 1024, unit = "heads") int attentionHeads,
    @Range(min = 1, max = 1024, unit = "dimensions") int attentionHeadDim,
    @Range(min = 1, max = 100, unit = "layers") int crossLayers,
    @Default("single") BaselineEffort effort) {

  /**
   * Checks every component.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public BaselineSettings {
    networks = List.copyOf(networks);
    hidden = List.copyOf(hidden);
    dlrmBottom = List.copyOf(dlrmBottom);
    dlrmTop = List.copyOf(dlrmTop);
    cinMaps = List.copyOf(cinMaps);
    Schema.check(
        BaselineSettings.class,
        networks,
        epochs,
        batchSize,
        learningRate,
        patience,
        hidden,
        dlrmBottom,
        dlrmTop,
        cinMaps,
        attentionLayers,
        attentionHeads,
        attentionHeadDim,
        crossLayers,
        effort);
  }
}
