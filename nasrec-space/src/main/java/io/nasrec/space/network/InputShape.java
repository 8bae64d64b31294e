package io.nasrec.space.network;

/**
 * Shape of the raw input.
 *
 * @param denseFeatures D, width of the dense input {@code (batch, D)}, at least 1
 * @param sparseFields F, rows of the sparse input {@code (batch, F, E)}, at least 1
 * @param embeddingDim E, length of an embedding row, at least 1
 */
public record InputShape(int denseFeatures, int sparseFields, int embeddingDim) {
  public InputShape {
    if (denseFeatures < 1 || sparseFields < 1 || embeddingDim < 1) {
      throw new IllegalArgumentException(
          "denseFeatures, sparseFields and embeddingDim must be at least 1, but were "
              + denseFeatures
              + ", "
              + sparseFields
              + " and "
              + embeddingDim);
    }
  }

  /** X, width of the flat raw input: all embedding rows and the dense features. */
  public int flatWidth() {
    return sparseFields * embeddingDim + denseFeatures;
  }
}
