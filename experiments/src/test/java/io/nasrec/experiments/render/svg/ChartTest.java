package io.nasrec.experiments.render.svg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.experiments.render.svg.Layer.Point;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartTest {

  @ParameterizedTest
  @CsvSource({
    "0, 1, false, '0.0 0.2 0.4 0.6 0.8 1.0'",
    "0.477, 0.484, false, '0.478 0.480 0.482 0.484'",
    "0, 3, true, '0 1 2 3'",
    "0, 716, true, '0 200 400 600'",
    "986, 4123, false, '1,000 2,000 3,000 4,000'",
    "-3, 3, false, '−2 0 2'",
    "-0.02, 0.02, false, '−0.02 −0.01 0.00 0.01 0.02'"
  })
  void ticksAreRoundNumbers(double low, double high, boolean whole, String labels) {
    Axis axis = Axis.over(low, high, whole, 5, 0, 100);

    assertThat(axis.ticks()).extracting(axis::label).containsExactly(labels.split(" "));
  }

  @ParameterizedTest
  @CsvSource({"0", "5", "-5", "0.4396", "1e9"})
  void oneValueStandsInTheMiddle(double value) {
    Axis axis = Axis.over(value, value, false, 5, 10, 110);

    assertThat(axis.pixel(value)).isBetween(59.99, 60.01);
    assertThat(axis.ticks()).hasSizeBetween(2, 12);
  }

  @Test
  void everyValueLiesWithinTheAxis() {
    Axis axis = Axis.over(-7, 13, false, 5, 300, 20);

    assertThat(axis.pixel(-7)).isBetween(20.0, 300.0).isGreaterThan(axis.pixel(13));
    assertThat(axis.pixel(13)).isBetween(20.0, 300.0);
  }

  @Test
  void dotsAndLinesHaveTheirStylesNotesAndLegend() {
    String svg =
        new XyChart(
                "A <title>",
                "x & y",
                "log loss",
                true,
                List.of(
                    new Layer.Dots(
                        "dots", "raw", 2, List.of(new Point(1, 2, "a \"note\""), new Point(3, 4))),
                    new Layer.Line("", "best", List.of(new Point(1, 2), new Point(3, 4)))))
            .svg()
            .toString();

    assertThat(svg)
        .contains("<title>A &lt;title&gt;</title>", "x &amp; y", "a &quot;note&quot;")
        .containsPattern(
            "<g class=\"best\"><path class=\"line\" d=\"M[\\d.]+ [\\d.]+ L[\\d.]+ [\\d.]+\"/></g>")
        .containsOnlyOnce(">dots</text>");
    assertThat(svg.split("<circle", -1)).as("two dots and their key").hasSize(3 + 1);
  }

  @Test
  void deviationsShareAScaleAndBoxesDoNot() {
    String svg =
        new SpreadChart(
                "spread",
                List.of(
                    new SpreadChart.Row("wide", 0, 1, 2, 3, 4, 100),
                    new SpreadChart.Row("narrow", 0, 1, 2, 3, 4, 50),
                    new SpreadChart.Row("constant", 7, 7, 7, 7, 7, 0)))
            .svg()
            .toString();

    assertThat(svg)
        .contains("width=\"74\" height=\"18\" class=\"bar\"")
        .contains("width=\"37\" height=\"18\" class=\"bar\"");
    assertThat(svg.split("width=\"153\" height=\"18\" class=\"box\"", -1)).hasSize(2 + 1);
    assertThat(svg).contains("width=\"0\" height=\"18\" class=\"box\"");
  }

  @Test
  void nothingThatIsNoNumberIsDrawn() {
    assertThatThrownBy(() -> new Point(Double.NaN, 1))
        .hasMessage("x and y must be finite, but were NaN, 1.0");
    assertThatThrownBy(() -> new SpreadChart.Row("loss", 1, 1, 1, 1, Double.POSITIVE_INFINITY, 1))
        .hasMessage("loss must be finite, but was Infinity");
    assertThatThrownBy(() -> Element.of("rect", "x", Double.NaN))
        .hasMessage("a coordinate must be finite, but was NaN");
  }

  @Test
  void elementsAreEscapedAndClosedAsBothHtmlAndXmlWantIt() {
    assertThat(Element.of("p", "class", "a\"b<").text("1 < 2 & 'x'\u0001"))
        .hasToString("<p class=\"a&quot;b&lt;\">1 &lt; 2 &amp; &#39;x&#39;?</p>");
    assertThat(Element.of("div")).hasToString("<div></div>");
    assertThat(Element.of("circle", "r", 1.239, "cx", -0.001))
        .hasToString("<circle r=\"1.24\" cx=\"0\"/>");
    assertThatThrownBy(() -> Element.style("a { content: '<' }"))
        .hasMessage("a style sheet must have neither '<' nor '&'");
  }
}
