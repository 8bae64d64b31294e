package io.nasrec.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.space.Architecture;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void anyArchitectureOfAnyDepthGivesAWellFormedFile(int blocks) throws Exception {
    ArchitectureSampler sampler = new ArchitectureSampler(SearchSpace.small(blocks));
    SplittableRandom random = new SplittableRandom(blocks);
    for (int i = 0; i < 50; i++) {
      Document svg = draw(sampler.sample(random));

      assertThat(svg.getElementsByTagName("style").getLength()).isEqualTo(1);
      assertThat(titles(svg, "node")).hasSize(2 + 2 * blocks + 1);
    }
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
