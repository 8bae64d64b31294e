package io.nasrec.experiments.render.svg;

import static io.nasrec.experiments.render.svg.DrawingShapes.NODE;
import static io.nasrec.experiments.render.svg.DrawingShapes.NODE_HEIGHT;
import static io.nasrec.experiments.render.svg.DrawingShapes.OPERAND;
import static io.nasrec.experiments.render.svg.DrawingShapes.arrow;
import static io.nasrec.experiments.render.svg.DrawingShapes.badge;
import static io.nasrec.experiments.render.svg.DrawingShapes.node;
import static io.nasrec.experiments.render.svg.DrawingShapes.path;
import static io.nasrec.experiments.render.svg.DrawingShapes.text;
import static io.nasrec.experiments.render.svg.DrawingShapes.triangle;

import io.nasrec.experiments.resource.Resources;
import io.nasrec.space.Architecture;
import io.nasrec.space.Block;
import io.nasrec.space.DenseOperator;
import io.nasrec.space.Liveness;
import io.nasrec.space.Operands;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.InputShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A picture of an architecture: a column per block, dense operators above, sparse ones below.
 *
 * <p>Dense sources arc over the columns, sparse sources below them; parts that cannot reach the
 * head are drawn in grey. The left operand of a gate or sum enters above the right one.
 */
public final class ArchitectureDrawing {
  private final Architecture architecture;
  private final InputShape input;
  private final Liveness liveness;
  private final int blocks;
  private final DrawingLayout layout;

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
    this.layout = DrawingLayout.of(architecture);
  }

  /** A stand-alone file that includes its styles. */
  public String svgFile() {
    return svg(Element.style(style())) + System.lineSeparator();
  }

  /** The style sheet, for pages that embed drawings. */
  public static String style() {
    return Resources.text(ArchitectureDrawing.class, "drawing.css");
  }

  /** For embedding in a page that includes {@link #style}. */
  public Element inline() {
    return svg();
  }

  private Element svg(Element... before) {
    Element svg =
        Element.of(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                String.format(Locale.ROOT, "0 0 %.0f %.0f", layout.width(), layout.height()),
                "class",
                "drawing",
                "role",
                "img")
            .title("Architecture " + architecture.fingerprint())
            .add(before);
    List<Element> front = new ArrayList<>();
    front.add(node(layout.left(0), layout.denseY(), "dense", "Dense input", denseInput(), true));
    front.add(
        node(layout.left(0), layout.sparseY(), "sparse", "Sparse input", sparseInput(), true));
    SourceEdges edges = new SourceEdges(architecture, layout);
    // Grey edges first, so that a live edge is never covered by a dead one.
    for (boolean live : new boolean[] {false, true}) {
      for (int b = 1; b <= blocks; b++) {
        svg.add(edges.into(b, live));
      }
    }
    for (int b = 1; b <= blocks; b++) {
      front.addAll(block(b));
    }
    return svg.add(head()).add(front).add(legend());
  }

  private List<Element> block(int b) {
    Block block = architecture.block(b);
    Liveness.Parts live = liveness.block(b);
    List<Element> parts = new ArrayList<>();
    parts.add(
        node(
            layout.left(b),
            layout.denseY(),
            "dense",
            block.denseOperator().title(),
            denseWidth(block),
            live.denseOperator()));
    parts.add(
        node(
            layout.left(b),
            layout.sparseY(),
            "sparse",
            block.sparseOperator().title(),
            block.sparseWidth() + " rows" + (block.merger() ? " + " + SearchSpace.MERGER_ROWS : ""),
            live.sparseOperator()));
    parts.addAll(operands(b, block.denseOperator(), live.denseOperator()));
    double middle = layout.middle();
    double denseEdge = layout.denseY() + NODE_HEIGHT / 2;
    double sparseEdge = layout.sparseY() - NODE_HEIGHT / 2;
    boolean anyLive = live.denseOperator() || live.sparseOperator();
    parts.add(
        text(layout.left(b) + NODE / 2, middle + 4, anyLive ? "number" : "number dead", "" + b));
    if (block.merger()) {
      double x = layout.left(b) + 14;
      parts.add(arrow("dense", live.merger(), x, denseEdge, x, sparseEdge));
      parts.add(badge(x, middle, "merger", live.merger(), "dense"));
    }
    if (block.fm()) {
      double x = layout.right(b) - 14;
      parts.add(arrow("sparse", live.fm(), x, sparseEdge, x, denseEdge));
      parts.add(badge(x, middle, "FM", live.fm(), "sparse"));
    }
    return parts;
  }

  private String denseWidth(Block block) {
    return switch (block.denseOperator().width()) {
      case OUTPUT -> "width " + block.denseWidth();
      case RANK -> "width " + input.flatWidth() + ", rank " + block.denseWidth();
      case INERT -> "width " + input.flatWidth();
    };
  }

  /** The labels of the upper (left) and the lower (right) operand. */
  private List<Element> operands(int b, DenseOperator operator, boolean live) {
    List<String> signs =
        operator.operands().map(both -> List.of(both.left(), both.right())).orElse(List.of());
    List<Element> texts = new ArrayList<>();
    double y = layout.denseY() - OPERAND;
    for (String sign : signs) {
      texts.add(text(layout.left(b) + 10, y + 4, live ? "operand" : "operand dead", sign));
      y += 2 * OPERAND;
    }
    return texts;
  }

  private Element head() {
    double x = layout.left(blocks + 1);
    double y = layout.middle();
    double port = layout.port(blocks + 1);
    double from = layout.right(blocks);
    Element head = Element.of("g");
    for (double row : new double[] {layout.denseY(), layout.sparseY()}) {
      String style = row == layout.denseY() ? "dense" : "sparse";
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

  private Element legend() {
    Element legend = Element.of("g", "class", "legend");
    double x = DrawingLayout.MARGIN;
    double y = layout.height() - DrawingLayout.MARGIN;
    String[][] keys = {
      {"dense", "dense tensor"}, {"sparse", "sparse tensor"}, {"dead", "cannot reach the head"}
    };
    for (String[] key : keys) {
      boolean dead = key[0].equals("dead");
      legend.add(path(dead ? "dense" : key[0], !dead, "M%.1f %.1f h22", x, y - 4));
      legend.add(Element.of("text", "x", x + 29, "y", y, "class", "key").text(key[1]));
      x += 52 + key[1].length() * 6.6;
    }
    String signs =
        architecture.blocks().stream()
            .flatMap(block -> block.denseOperator().operands().stream())
            .map(Operands::key)
            .filter(key -> !key.isEmpty())
            .distinct()
            .collect(Collectors.joining("; "));
    return signs.isEmpty()
        ? legend
        : legend.add(Element.of("text", "x", x, "y", y, "class", "key").text(signs));
  }

  private String denseInput() {
    return input.denseFeatures() + (input.denseFeatures() == 1 ? " number" : " numbers");
  }

  private String sparseInput() {
    return input.sparseFields() + " rows of " + input.embeddingDim();
  }
}
