package io.nasrec.experiments.render.svg;

import static io.nasrec.experiments.render.svg.DrawingShapes.NODE_HEIGHT;
import static io.nasrec.experiments.render.svg.DrawingShapes.OPERAND;
import static io.nasrec.experiments.render.svg.DrawingShapes.arrow;
import static io.nasrec.experiments.render.svg.DrawingShapes.path;
import static io.nasrec.experiments.render.svg.DrawingShapes.triangle;

import io.nasrec.space.Architecture;
import io.nasrec.space.Block;
import io.nasrec.space.Liveness;
import java.util.ArrayList;
import java.util.List;

/** The edges of an {@link ArchitectureDrawing} from the sources of a block into its operators. */
record SourceEdges(Architecture architecture, DrawingLayout layout) {

  /** Either the live edges into a block, or the others. */
  List<Element> into(int b, boolean live) {
    Block block = architecture.block(b);
    Liveness.Parts parts = architecture.liveness().block(b);
    boolean readsSparse = block.denseOperator().readsSparse();
    boolean readsSparseLive = readsSparse && parts.denseOperator();
    List<Element> edges = new ArrayList<>();
    if (parts.denseOperator() == live) {
      edges.addAll(dense(b, live));
    }
    if ((parts.sparseOperator() || readsSparseLive) == live) {
      block
          .sparseReads()
          .forEach(source -> edges.add(edge(source, b, layout.sparseY(), 0, "sparse", live)));
    }
    if (parts.sparseOperator() == live) {
      edges.add(tip(b, layout.sparseY(), "sparse", live));
    }
    if (readsSparse && readsSparseLive == live) {
      edges.addAll(rows(b, live));
    }
    return edges;
  }

  /** All sources into one port, or each of the two operands into a port of its own. */
  private List<Element> dense(int b, boolean live) {
    Block block = architecture.block(b);
    double y = layout.denseY();
    List<Element> edges = new ArrayList<>();
    if (block.denseOperator().operands().isPresent()) {
      edges.add(edge(block.left(), b, y, -OPERAND, "dense", live));
      edges.add(tip(b, y - OPERAND, "dense", live));
      edges.add(edge(block.right(), b, y, OPERAND, "dense", live));
      edges.add(tip(b, y + OPERAND, "dense", live));
    } else {
      block.denseReads().forEach(source -> edges.add(edge(source, b, y, 0, "dense", live)));
      edges.add(tip(b, y, "dense", live));
    }
    return edges;
  }

  private Element tip(int b, double y, String style, boolean live) {
    return arrow(style, live, layout.port(b), y, layout.left(b), y);
  }

  /**
   * A dense operator that reads sparse rows: an edge from the sparse operator's port up to its own.
   */
  private List<Element> rows(int b, boolean live) {
    double port = layout.port(b);
    double tip = layout.left(b);
    double bottom = layout.denseY() + NODE_HEIGHT / 2 - 8;
    return List.of(
        path(
            "sparse",
            live,
            "M%.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f",
            port,
            layout.sparseY(),
            port,
            bottom + 40,
            port - 4,
            bottom,
            tip - 5,
            bottom),
        triangle("sparse", live, tip, bottom, 0));
  }

  /**
   * From a source's output to a block's input port: straight from the neighbour, else an arc, above
   * the dense row or below the sparse one.
   *
   * @param y middle of the row
   * @param shift of the port, downwards from y
   */
  private Element edge(int source, int b, double y, double shift, String style, boolean live) {
    double port = layout.port(b);
    double right = layout.right(source);
    if (source == b - 1) {
      return shift == 0
          ? path(style, live, "M%.1f %.1f H%.1f", right, y, port, y)
          : path(style, live, "M%.1f %.1f L%.1f %.1f", right, y, port, y + shift);
    }
    int side = y == layout.denseY() ? -1 : 1;
    // Arcs start side by side, the longest innermost, so that they do not cross at the start.
    double start = right - 12 - 7 * (b - source - 2);
    double edge = y + side * NODE_HEIGHT / 2;
    double peak = edge + side * DrawingLayout.rise(b - source) * 1.2;
    return path(
        style,
        live,
        "M%.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f",
        start,
        edge,
        start,
        peak,
        port,
        peak,
        port,
        y + shift);
  }
}
