package io.nasrec.supernet.baseline;

import com.fasterxml.jackson.annotation.JsonValue;
import io.nasrec.space.network.InputShape;
import io.nasrec.supernet.network.CtrNetwork;
import java.util.Arrays;
import java.util.Optional;

/** The hand-crafted networks, by name. */
public enum Baseline {
  LOGISTIC_REGRESSION("logistic-regression"),
  FM("fm"),
  DEEPFM("deepfm"),
  DLRM("dlrm"),
  XDEEPFM("xdeepfm"),
  /** AutoInt+, with the feed-forward network. */
  AUTOINT("autoint"),
  DCN_V2("dcn-v2");

  private final String label;

  Baseline(String label) {
    this.label = label;
  }

  /** The name on the command line and in files. */
  @JsonValue
  public String label() {
    return label;
  }

  /** The baseline of that name, if there is one. */
  public static Optional<Baseline> of(String label) {
    return Arrays.stream(values()).filter(baseline -> baseline.label.equals(label)).findFirst();
  }

  /** The network for inputs of the given shape. */
  public CtrNetwork network(InputShape input, BaselineShapes shapes) {
    return switch (this) {
      case LOGISTIC_REGRESSION -> new LogisticRegression(input.denseFeatures());
      case FM -> new FactorizationMachine(input);
      case DEEPFM -> new DeepFm(input, shapes.hidden());
      case DLRM -> new Dlrm(input, shapes.dlrmBottom(), shapes.dlrmTop());
      case XDEEPFM -> new XDeepFm(input, shapes.cinMaps(), shapes.hidden());
      case AUTOINT ->
          new AutoInt(
              input,
              shapes.attentionLayers(),
              shapes.attentionHeads(),
              shapes.attentionHeadDim(),
              shapes.hidden());
      case DCN_V2 -> new DcnV2(input, shapes.crossLayers(), shapes.hidden());
    };
  }
}
