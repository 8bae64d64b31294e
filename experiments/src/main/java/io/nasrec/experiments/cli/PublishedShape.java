package io.nasrec.experiments.cli;

import io.nasrec.space.network.InputShape;
import java.util.Locale;

/** The raw input shapes of the papers' data sets (spec section 1). */
enum PublishedShape {
  CRITEO(13, 26),
  /** Has no numeric features: one constant dense input. */
  AVAZU(1, 23),
  KDD12(3, 10);

  private final int denseFeatures;
  private final int sparseFields;

  PublishedShape(int denseFeatures, int sparseFields) {
    this.denseFeatures = denseFeatures;
    this.sparseFields = sparseFields;
  }

  /**
   * The shape of a data set by its name.
   *
   * @throws IllegalArgumentException if the papers use no data set of that name
   */
  static PublishedShape of(String dataset) {
    return valueOf(dataset.toUpperCase(Locale.ROOT));
  }

  InputShape with(int embeddingDim) {
    return new InputShape(denseFeatures, sparseFields, embeddingDim);
  }

  /** The spelling on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
