package io.nasrec.search.cost;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** A cost of a network, of its live part and without embedding rows. */
public enum Cost {
  /** Scalars in its weights. */
  @JsonProperty("parameters")
  PARAMETERS("parameters"),

  /** Multiply-accumulates per example. */
  @JsonProperty("macs")
  MACS("macs"),

  /** Milliseconds from its inputs to the logit on this machine. */
  @JsonProperty("latency")
  LATENCY("latency");

  private final String label;

  Cost(String label) {
    this.label = label;
  }

  /** Name in experiment files and reports. */
  public String label() {
    return label;
  }

  /** A value as people read it. */
  public String text(double value) {
    return this == LATENCY
        ? String.format(Locale.ROOT, "%.3f ms", value)
        : String.format(Locale.ROOT, "%,.0f", value);
  }
}
