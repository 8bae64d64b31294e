package io.nasrec.space.crafted;

/**
 * How large an encoding is to be; the space decides how near it comes.
 *
 * @param depth hidden layers, and layers of interactions, at least 1; fewer if the blocks do not
 *     suffice
 * @param width of hidden layers, at least 1; the space's nearest dense width is taken
 * @param rows maps of xDeepFM's and rows of AutoInt's layers, at least 1; likewise
 */
public record CraftedShape(int depth, int width, int rows) {
  public CraftedShape {
    if (depth < 1 || width < 1 || rows < 1) {
      throw new IllegalArgumentException(
          "depth, width and rows must be at least 1, but were %s, %s and %s"
              .formatted(depth, width, rows));
    }
  }
}
