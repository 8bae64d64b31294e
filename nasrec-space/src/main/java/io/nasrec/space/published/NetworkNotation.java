package io.nasrec.space.published;

import io.nasrec.space.Architecture;
import io.nasrec.space.Block;
import io.nasrec.space.DenseOperator;
import io.nasrec.space.InvalidArchitectureException;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.SparseOperator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads networks in the notation that networks.txt explains. */
final class NetworkNotation {
  private static final String HEADING_FORM =
      "DATASET-NAME: SPACE, layer-norm on|off, test-loss NUMBER";
  private static final Pattern HEADING =
      Pattern.compile(
          "(?<name>(?<dataset>[a-z0-9]+)-[a-z]+): (?<space>[a-z-]+), layer-norm (?<norm>on|off),"
              + " test-loss (?<loss>\\d+\\.\\d+)");

  private static final String BLOCK_FORM =
      "BLOCK: OPERATOR WIDTH [SOURCES] left SOURCE right SOURCE[ fm];"
          + " OPERATOR ROWS [SOURCES][ merger]";
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?<block>#): (?<dense>@) (?<width>#) (?<denseSources>&) left (?<left>#) right (?<right>#)"
              .concat("(?<fm> fm)?; (?<sparse>@) (?<rows>#) (?<sparseSources>&)(?<merger> merger)?")
              .replace("@", "[a-z-]+")
              .replace("&", "\\[#(?:, #)*\\]")
              // Nine digits always fit an int.
              .replace("#", "\\d{1,9}"));

  private NetworkNotation() {}

  /**
   * Parses all networks of a text. Empty lines separate networks; lines that start with {@code #}
   * are skipped.
   *
   * @throws InvalidArchitectureException if a line is malformed or a network is not in its space;
   *     the message quotes the line or names the network
   */
  static List<PublishedNetwork> parse(String text) {
    return Arrays.stream(text.split("\\R(\\R)+"))
        .map(paragraph -> paragraph.lines().filter(line -> !line.startsWith("#")).toList())
        .filter(lines -> !lines.isEmpty())
        .map(NetworkNotation::network)
        .toList();
  }

  private static PublishedNetwork network(List<String> lines) {
    Matcher heading = match(HEADING, HEADING_FORM, lines.get(0));
    try {
      int count = Math.max(1, lines.size() - 1);
      SearchSpace space =
          named("space", SearchSpace.all(count), SearchSpace::name, heading.group("space"));
      List<Block> blocks = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        blocks.add(block(line, blocks.size() + 1));
      }
      return new PublishedNetwork(
          PublishedNetworks.PREFIX + heading.group("name"),
          heading.group("dataset"),
          new Architecture(space, blocks),
          heading.group("norm").equals("on"),
          new BigDecimal(heading.group("loss")));
    } catch (InvalidArchitectureException e) {
      throw new InvalidArchitectureException(heading.group("name") + ": " + e.getMessage(), e);
    }
  }

  private static Block block(String line, int index) {
    Matcher genes = match(BLOCK, BLOCK_FORM, line);
    if (number(genes, "block") != index) {
      throw new InvalidArchitectureException("expected block " + index + ", but was: " + line);
    }
    return new Block(
        named(
            "operator",
            List.of(DenseOperator.values()),
            DenseOperator::label,
            genes.group("dense")),
        named(
            "operator",
            List.of(SparseOperator.values()),
            SparseOperator::label,
            genes.group("sparse")),
        number(genes, "width"),
        number(genes, "rows"),
        genes.group("merger") != null,
        genes.group("fm") != null,
        sources(genes.group("denseSources")),
        sources(genes.group("sparseSources")),
        number(genes, "left"),
        number(genes, "right"));
  }

  private static Matcher match(Pattern pattern, String form, String line) {
    Matcher matcher = pattern.matcher(line);
    if (!matcher.matches()) {
      throw new InvalidArchitectureException("expected " + form + ", but was: " + line);
    }
    return matcher;
  }

  private static <T> T named(String what, List<T> known, Function<T, String> name, String given) {
    return known.stream()
        .filter(one -> name.apply(one).equals(given))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidArchitectureException(
                    known.stream()
                        .map(name)
                        .collect(
                            Collectors.joining(
                                ", ", "the " + what + " must be one of ", ", but was " + given))));
  }

  private static int number(Matcher genes, String gene) {
    return Integer.parseInt(genes.group(gene));
  }

  private static List<Integer> sources(String list) {
    return Stream.of(list.substring(1, list.length() - 1).split(", "))
        .map(Integer::valueOf)
        .toList();
  }
}
