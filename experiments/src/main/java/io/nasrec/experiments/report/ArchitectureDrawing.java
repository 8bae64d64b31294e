package io.nasrec.experiments.report;

import static io.nasrec.experiments.report.DrawingShapes.NODE;
import static io.nasrec.experiments.report.DrawingShapes.NODE_HEIGHT;
import static io.nasrec.experiments.report.DrawingShapes.arrow;
import static io.nasrec.experiments.report.DrawingShapes.badge;
import static io.nasrec.experiments.report.DrawingShapes.node;
import static io.nasrec.experiments.report.DrawingShapes.path;
import static io.nasrec.experiments.report.DrawingShapes.text;
import static io.nasrec.experiments.report.DrawingShapes.triangle;

import io.nasrec.experiments.report.chart.Element;
import io.nasrec.space.Architecture;
import io.nasrec.space.Block;
import io.nasrec.space.DenseOperator;
import io.nasrec.space.Liveness;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.SparseOperator;
import io.nasrec.space.network.InputShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A picture of an architecture: a column per block, dense operators above, sparse ones below.
 *
 * <p>Dense sources arc over the columns, sparse sources below them; what cannot reach the head is
 * drawn in grey.
 */
public final class ArchitectureDrawing {
  private static final double COLUMN = 138;
  private static final double GAP = 84;
  private static final double MARGIN = 16;
  private static final double LEGEND = 30;

  /** Distance of the input port from its node: arrows end at the node's edge. */
  private static final double PORT = 15;

  private final Architecture architecture;
  private final InputShape input;
  private final Liveness liveness;
  private final int blocks;
  private final double denseY;
  private final double sparseY;

  /**
   * Prepares a drawing.
   *
   * @param input shape of the raw input, for the label of the first column
   */
  public ArchitectureDrawing(Architecture architecture, InputShape input) {
    this.architecture = architecture;
    this.input = input;
    this.liveness = architecture.liveness();
    this.blocks = architecture.blocks().size();
    this.denseY = MARGIN + arcs(Block::denseReads) + NODE_HEIGHT / 2;
    this.sparseY = denseY + NODE_HEIGHT + GAP;
  }

  /** A file of its own: the styles are inside. */
  public String svgFile() {
    return svg(Element.style(Resources.text("drawing.css"))) + System.lineSeparator();
  }

  /** For a page that has drawing.css. */
  Element inline() {
    return svg();
  }

  private Element svg(Element... before) {
    double width = 2 * MARGIN + (blocks + 1) * COLUMN + NODE;
    double height = sparseY + NODE_HEIGHT / 2 + arcs(Block::sparseReads) + LEGEND + MARGIN;
    Element svg =
        Element.of(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                String.format(Locale.ROOT, "0 0 %.0f %.0f", width, height),
                "class",
                "drawing",
                "role",
                "img")
            .title("Architecture " + architecture.fingerprint())
            .add(before);
    List<Element> front = new ArrayList<>();
    front.add(
        node(left(0), denseY, "dense", "Dense input", input.denseFeatures() + " numbers", true));
    front.add(node(left(0), sparseY, "sparse", "Sparse input", sparseInput(), true));
    // Grey edges first: a live one is never covered by a dead one.
    for (boolean live : new boolean[] {false, true}) {
      for (int b = 1; b <= blocks; b++) {
        svg.add(edges(b, live));
      }
    }
    for (int b = 1; b <= blocks; b++) {
      front.addAll(block(b));
    }
    return svg.add(head()).add(front).add(legend(height - MARGIN));
  }

  private List<Element> block(int b) {
    Block block = architecture.block(b);
    Liveness.Parts live = liveness.block(b);
    List<Element> parts = new ArrayList<>();
    parts.add(
        node(
            left(b),
            denseY,
            "dense",
            name(block.denseOperator()),
            "width " + block.denseWidth(),
            live.denseOperator()));
    parts.add(
        node(
            left(b),
            sparseY,
            "sparse",
            name(block.sparseOperator()),
            block.sparseWidth() + " rows" + (block.merger() ? " + " + SearchSpace.MERGER_ROWS : ""),
            live.sparseOperator()));
    double middle = (denseY + sparseY) / 2;
    boolean anyLive = live.denseOperator() || live.sparseOperator();
    parts.add(text(left(b) + NODE / 2, middle + 4, anyLive ? "number" : "number dead", "" + b));
    if (block.merger()) {
      double x = left(b) + 14;
      parts.add(
          arrow("dense", live.merger(), x, denseY + NODE_HEIGHT / 2, x, sparseY - NODE_HEIGHT / 2));
      parts.add(badge(x, middle, "merger", live.merger(), "dense"));
    }
    if (block.fm()) {
      double x = left(b) + NODE - 14;
      parts.add(
          arrow("sparse", live.fm(), x, sparseY - NODE_HEIGHT / 2, x, denseY + NODE_HEIGHT / 2));
      parts.add(badge(x, middle, "FM", live.fm(), "sparse"));
    }
    return parts;
  }

  /** The edges into a block that are live, or those that are not. */
  private List<Element> edges(int b, boolean live) {
    Block block = architecture.block(b);
    Liveness.Parts parts = liveness.block(b);
    boolean product = block.denseOperator() == DenseOperator.DOT_PRODUCT;
    boolean productLive = product && parts.denseOperator();
    boolean sparseLive = parts.sparseOperator() || productLive;
    List<Element> edges = new ArrayList<>();
    double port = left(b) - PORT;
    double tip = left(b);
    if (parts.denseOperator() == live) {
      block.denseReads().forEach(source -> edges.add(edge(source, b, denseY, -1, "dense", live)));
      edges.add(arrow("dense", live, port, denseY, tip, denseY));
    }
    if (sparseLive == live) {
      block.sparseReads().forEach(source -> edges.add(edge(source, b, sparseY, 1, "sparse", live)));
    }
    if (parts.sparseOperator() == live) {
      edges.add(arrow("sparse", live, port, sparseY, tip, sparseY));
    }
    if (product && productLive == live) {
      double bottom = denseY + NODE_HEIGHT / 2 - 8;
      edges.add(
          path(
              "sparse",
              live,
              "M%.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f",
              port,
              sparseY,
              port,
              bottom + 40,
              port - 4,
              bottom,
              tip - 5,
              bottom));
      edges.add(triangle("sparse", live, tip, bottom, 0));
    }
    return edges;
  }

  /**
   * From a source's output to a block's input port: straight from the neighbour, else an arc.
   *
   * @param side -1 to arc above, 1 to arc below
   */
  private Element edge(int source, int b, double y, int side, String style, boolean live) {
    double port = left(b) - PORT;
    if (source == b - 1) {
      return path(style, live, "M%.1f %.1f H%.1f", left(source) + NODE, y, port, y);
    }
    // Arcs leave side by side, the longest innermost, so that they do not cross at the start.
    double start = left(source) + NODE - 12 - 7 * (b - source - 2);
    double edge = y + side * NODE_HEIGHT / 2;
    double peak = edge + side * rise(b - source) * 1.2;
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
        y);
  }

  private Element head() {
    double x = left(blocks + 1);
    double y = (denseY + sparseY) / 2;
    double port = x - PORT;
    double from = left(blocks) + NODE;
    Element head = Element.of("g");
    for (double row : new double[] {denseY, sparseY}) {
      String style = row == denseY ? "dense" : "sparse";
      head.add(
          path(
              style,
              true,
              "M%.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f",
              from,
              row,
              port,
              row,
              from,
              y,
              port,
              y));
    }
    return head.add(
        path("head", true, "M%.1f %.1f H%.1f", port, y, x - 5, y),
        triangle("head", true, x, y, 0),
        node(x, y, "head", "Head", "to one logit", true));
  }

  private Element legend(double y) {
    Element legend = Element.of("g", "class", "legend");
    double x = MARGIN;
    String[][] keys = {
      {"dense", "dense tensor"}, {"sparse", "sparse tensor"}, {"dead", "cannot reach the head"}
    };
    for (String[] key : keys) {
      boolean dead = key[0].equals("dead");
      legend.add(path(dead ? "dense" : key[0], !dead, "M%.1f %.1f h22", x, y - 4));
      legend.add(Element.of("text", "x", x + 29, "y", y, "class", "key").text(key[1]));
      x += 52 + key[1].length() * 6.6;
    }
    return legend;
  }

  private static double left(int column) {
    return MARGIN + column * COLUMN;
  }

  /** Height of an arc that spans this many columns. */
  private static double rise(int columns) {
    return columns < 2 ? 0 : 12 + 13 * columns;
  }

  private String sparseInput() {
    return input.sparseFields() + " rows of " + input.embeddingDim();
  }

  /** Height of the tallest arc from a block's sources. */
  private double arcs(Function<Block, List<Integer>> sources) {
    double height = 0;
    for (int b = 1; b <= blocks; b++) {
      for (int source : sources.apply(architecture.block(b))) {
        height = Math.max(height, rise(b - source));
      }
    }
    return height;
  }

  private static String name(DenseOperator operator) {
    return switch (operator) {
      case FC -> "FC";
      case DOT_PRODUCT -> "Dot product";
      case SIGMOID_GATING -> "Gate";
      case SUM -> "Sum";
    };
  }

  private static String name(SparseOperator operator) {
    return switch (operator) {
      case ATTENTION -> "Attention";
      case EMBEDDED_FC -> "Embedded FC";
    };
  }
}
