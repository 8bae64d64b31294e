package io.nasrec.experiments.render.svg;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.experiments.render.SampleReport;
import io.nasrec.experiments.render.Xml;
import io.nasrec.space.Architecture;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.Block;
import io.nasrec.space.DenseOperator;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.SparseOperator;
import io.nasrec.space.published.PublishedNetworks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ArchitectureDrawingTest {

  @Test
  void everyOperatorIsDrawnAndWhatIsDeadIsMarked() throws Exception {
    List<String> nodes = titles(draw(SampleReport.architecture()), "node");

    assertThat(nodes)
        .contains(
            "Dense input, 13 numbers",
            "Sparse input, 26 rows of 16",
            "Dot product, width 128",
            "Embedded FC, 48 rows + 8",
            "FC, width 64 (cannot reach the head)",
            "Embedded FC, 16 rows (cannot reach the head)",
            "Dot product, width 768",
            "Head, to one logit")
        .hasSize(2 + 2 * 7 + 1);
  }

  @Test
  void mergersAndFmsHaveBadges() throws Exception {
    List<String> badges = texts(draw(SampleReport.architecture()), "badge");

    assertThat(badges).filteredOn("merger"::equals).hasSize(4);
    assertThat(badges).filteredOn("FM"::equals).hasSize(4);
  }

  @Test
  void everySourceIsAnEdge() throws Exception {
    Architecture architecture = SampleReport.architecture();
    Document svg = draw(architecture);
    int sources =
        architecture.blocks().stream()
            .mapToInt(block -> block.denseSources().size() + block.sparseSources().size())
            .sum();

    long straight = paths(svg).stream().filter(d -> d.matches("M\\S+ \\S+ H\\S+")).count();
    long arcs =
        paths(svg).stream().filter(d -> d.matches("M\\S+ \\S+ C.*")).count()
            - 2 // both tensors into the head
            - 3; // sparse rows into the dot products

    // One straight edge leads into the head.
    assertThat(straight - 1 + arcs).isEqualTo(sources);
  }

  /** The left operand enters ten units above the middle of the box, the right one ten below. */
  @Test
  void theOperandsOfAGateEnterAboveEachOther() throws Exception {
    String one = arcOfRawInput(gate(0, 1));
    String other = arcOfRawInput(gate(1, 0));

    double port = 16 + 2 * 138 - 15;
    double middle = 16 + 38 + 23;
    assertThat(one).endsWith(String.format(Locale.ROOT, " %.1f %.1f", port, middle - 10));
    assertThat(other).endsWith(String.format(Locale.ROOT, " %.1f %.1f", port, middle + 10));
    assertThat(texts(draw(gate(0, 1)), "legend").get(0))
        .contains("σ a gate's left operand, through a sigmoid; × its right operand");
  }

  @Test
  void whatBecomesOfEachOperandIsWrittenBesideIt() throws Exception {
    Document svg = draw(PublishedNetworks.named("nasrec:kdd12-full").orElseThrow().architecture());

    // Blocks 2, 3 (dead) and 7 are gates, 4 and 5 sums.
    assertThat(operands(svg))
        .containsExactly("σ", "×", "σ dead", "× dead", "+", "+", "+", "+", "σ", "×");
    assertThat(operands(draw(SampleReport.architecture()))).isEmpty();
    assertThat(texts(draw(SampleReport.architecture()), "legend").get(0)).doesNotContain("gate");
  }

  @ParameterizedTest
  @CsvSource({
    "nasrec-small, 1",
    "nasrec-small, 7",
    "nasrec-full, 1",
    "nasrec-full, 2",
    "nasrec-full, 7",
    "nasrec-plus, 4"
  })
  void anyArchitectureOfAnyDepthGivesAWellFormedFile(String space, int blocks) throws Exception {
    ArchitectureSampler sampler =
        new ArchitectureSampler(
            SearchSpace.all(blocks).stream()
                .filter(one -> one.name().equals(space))
                .findFirst()
                .orElseThrow());
    SplittableRandom random = new SplittableRandom(blocks);
    for (int i = 0; i < 50; i++) {
      Document svg = draw(sampler.sample(random));

      assertThat(svg.getElementsByTagName("style").getLength()).isEqualTo(1);
      assertThat(titles(svg, "node")).hasSize(2 + 2 * blocks + 1);
    }
  }

  /** Two blocks, the second a gate. */
  private static Architecture gate(int left, int right) {
    Block first = block(DenseOperator.FC, 0, 0);
    return new Architecture(
        SearchSpace.full(2), List.of(first, block(DenseOperator.SIGMOID_GATING, left, right)));
  }

  private static Block block(DenseOperator operator, int left, int right) {
    return new Block(
        operator,
        SparseOperator.ATTENTION,
        64,
        32,
        false,
        false,
        List.of(0),
        List.of(0),
        left,
        right);
  }

  /** The only dense arc of a drawing of {@link #gate}. */
  private static String arcOfRawInput(Architecture architecture) throws Exception {
    return elements(draw(architecture), "path").stream()
        .filter(path -> path.getAttribute("class").equals("edge dense"))
        .map(path -> path.getAttribute("d"))
        .filter(d -> d.matches("M10\\S+ \\S+ C.*"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> operands(Document svg) {
    return elements(svg, "text").stream()
        .filter(text -> text.getAttribute("class").startsWith("operand"))
        .map(
            text ->
                text.getTextContent() + text.getAttribute("class").substring("operand".length()))
        .toList();
  }

  private static Document draw(Architecture architecture) throws Exception {
    return Xml.parse(new ArchitectureDrawing(architecture, SampleReport.CRITEO).svgFile());
  }

  private static List<String> titles(Document svg, String style) {
    return groups(svg, style).stream()
        .map(group -> group.getElementsByTagName("title").item(0).getTextContent())
        .toList();
  }

  private static List<String> texts(Document svg, String style) {
    return groups(svg, style).stream().map(Element::getTextContent).toList();
  }

  private static List<Element> groups(Document svg, String style) {
    return elements(svg, "g").stream()
        .filter(group -> (group.getAttribute("class") + " ").startsWith(style + " "))
        .toList();
  }

  private static List<String> paths(Document svg) {
    return elements(svg, "path").stream()
        .filter(path -> path.getAttribute("class").startsWith("edge "))
        .map(path -> path.getAttribute("d"))
        .toList();
  }

  private static List<Element> elements(Document svg, String name) {
    NodeList nodes = svg.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
