package io.nasrec.experiments.render.text;

import static io.nasrec.experiments.render.text.Figures.count;

import io.nasrec.experiments.describe.Description;
import io.nasrec.experiments.describe.Part;
import io.nasrec.space.Operands;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A description as a table in plain text, with numbers right-aligned. */
public final class DescriptionText {
  private static final int NUMBERS_FROM = 4;
  private static final List<String> HEADINGS =
      List.of("block", "part", "sources", "shape", "parameters", "MACs", "");

  private final Description description;

  public DescriptionText(Description description) {
    this.description = description;
  }

  @Override
  public String toString() {
    Description d = description;
    TextTable rows = new TextTable(i -> i == NUMBERS_FROM || i == NUMBERS_FROM + 1, HEADINGS);
    d.parts().forEach(part -> rows.add(row(part)));
    if (d.unusedNormalisations() > 0) {
      rows.add(
          List.of(
              "",
              "unused norm",
              "",
              "counted as published",
              count(d.unusedNormalisations()),
              "0",
              "dead"));
    }
    rows.add(total("as encoded", d.parameters(), d.macs()));
    rows.add(total("live", d.liveParameters(), d.liveMacs()));
    return String.format(
            Locale.ROOT,
            "%s, %s, network %s%ninput: %s, %s, embedding rows of %d;"
                + " layer normalisation %s%n%n",
            d.space(),
            Figures.count(d.blocks(), "block"),
            d.fingerprint(),
            Figures.count(d.input().denseFeatures(), "dense feature"),
            Figures.count(d.input().sparseFields(), "field"),
            d.input().embeddingDim(),
            d.layerNorm() ? "on" : "off")
        + rows
        + String.format(
            "%nMACs: multiply-accumulates per example. Dead parts cannot reach the head and are"
                + " not built.%nEmbedding tables are not counted.%n");
  }

  private static List<String> row(Part part) {
    return List.of(
        part.block() == 0 ? "" : Integer.toString(part.block()),
        part.name(),
        sources(part),
        String.join(" , ", part.in()) + " → " + part.out(),
        count(part.parameters()),
        count(part.macs()),
        part.live() ? "" : "dead");
  }

  /** Dense sources, then sparse ones. Operands are told apart unless they are exchangeable. */
  private static String sources(Part part) {
    if (part.operands().isPresent()) {
      Operands operands = part.operands().get();
      int left = part.denseSources().get(0);
      int right = part.denseSources().get(1);
      return operands.exchangeable()
          ? left + " " + operands.left() + " " + right
          : "left " + left + ", right " + right;
    }
    return Stream.of(part.denseSources(), part.sparseSources())
        .filter(list -> !list.isEmpty())
        .map(list -> list.stream().map(String::valueOf).collect(Collectors.joining(" ")))
        .collect(Collectors.joining(" | "));
  }

  private static List<String> total(String what, long parameters, long macs) {
    return List.of("", "total", "", what, count(parameters), count(macs), "");
  }
}
