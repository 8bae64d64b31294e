package io.nasrec.experiments.render.svg;

import static io.nasrec.experiments.render.svg.DrawingShapes.NODE;
import static io.nasrec.experiments.render.svg.DrawingShapes.NODE_HEIGHT;

import io.nasrec.space.Architecture;
import io.nasrec.space.Block;
import java.util.List;
import java.util.function.Function;

/**
 * The layout of an {@link ArchitectureDrawing}: a column per block, the raw input's and the head's
 * at the ends, a row of dense operators above one of sparse operators.
 *
 * @param denseY middle of the dense row
 * @param sparseY middle of the sparse row
 * @param width of the drawing
 * @param height of the drawing
 */
record DrawingLayout(double denseY, double sparseY, double width, double height) {
  static final double MARGIN = 16;

  private static final double COLUMN = 138;
  private static final double GAP = 84;
  private static final double LEGEND = 30;

  /** Distance of the input port from its node: arrows end at the node's edge. */
  private static final double PORT = 15;

  static DrawingLayout of(Architecture architecture) {
    int blocks = architecture.blocks().size();
    double denseY = MARGIN + arcs(architecture, Block::denseReads) + NODE_HEIGHT / 2;
    double sparseY = denseY + NODE_HEIGHT + GAP;
    double below = NODE_HEIGHT / 2 + arcs(architecture, Block::sparseReads) + LEGEND + MARGIN;
    return new DrawingLayout(
        denseY, sparseY, 2 * MARGIN + (blocks + 1) * COLUMN + NODE, sparseY + below);
  }

  /** The left edge of a column's nodes; column 0 is the raw input. */
  double left(int column) {
    return MARGIN + column * COLUMN;
  }

  /** Right edge of a column's nodes. */
  double right(int column) {
    return left(column) + NODE;
  }

  /** The point where the edges into a column's node meet. */
  double port(int column) {
    return left(column) - PORT;
  }

  double middle() {
    return (denseY + sparseY) / 2;
  }

  /** Height of an arc that spans this many columns. */
  static double rise(int columns) {
    return columns < 2 ? 0 : 12 + 13 * columns;
  }

  /** Height of the tallest arc from a block's sources. */
  private static double arcs(Architecture architecture, Function<Block, List<Integer>> sources) {
    double height = 0;
    for (int b = 1; b <= architecture.blocks().size(); b++) {
      for (int source : sources.apply(architecture.block(b))) {
        height = Math.max(height, rise(b - source));
      }
    }
    return height;
  }
}
