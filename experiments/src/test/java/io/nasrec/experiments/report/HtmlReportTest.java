package io.nasrec.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.experiments.report.RunReport.Best;
import io.nasrec.experiments.report.RunReport.Quality;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class HtmlReportTest {

  @Test
  void thePageIsOneWellFormedFileThatAsksNobodyForAnything() throws Exception {
    String html = html(SampleReport.report());

    Document page = Xml.parse(html);

    assertThat(page.getElementsByTagName("svg").getLength()).isEqualTo(5);
    assertThat(page.getElementsByTagName("script").getLength()).isZero();
    assertThat(html.replace("http://www.w3.org/", ""))
        .doesNotContain("http:", "https:", "src=", "url(", "@import", "<link");
    // Left for people, and for CI's browser.
    Files.writeString(Path.of("target", "sample-report.html"), html);
  }

  @Test
  void everyResultIsOnThePage() throws Exception {
    String text = text(html(SampleReport.report()));

    assertThat(text)
        .contains("beats logistic regression by 0.0068 in log loss and 0.0098 in AUC.")
        .contains("Best network0.47610.77220.47710.7699")
        .contains("Logistic regression0.48290.76240.48420.7608")
        .contains("Base rate0.56970.50000.57060.5000")
        .contains("Log loss against the base rate16.4 % below")
        .contains("147 steps trained the full path, 569 a sampled one.")
        .contains("318 subnets were scored; 2 more diverged or failed.")
        .contains("Kendall's τ is 0.57 over 8 networks")
        .contains("search10 min 53 ssubnets 320 · seconds per subnet 2.04")
        .contains("enginePyTorch 2.7.1 through DJL 0.35.1")
        .doesNotContain("Best possible", "null", "NaN", "Infinity");
    for (RunReport.Candidate candidate : SampleReport.report().candidates()) {
      assertThat(text).contains(candidate.rank() + candidate.fingerprint());
    }
  }

  @Test
  void whatDivergedStandsInTheTableAndInNoChart() throws Exception {
    String html = html(SampleReport.diverged());
    String text = text(html);
    RunReport.Candidate diverged = SampleReport.diverged().candidates().get(1);

    assertThat(text)
        .contains("Diverged in training: rank 2 (the loss of step 12 is NaN).")
        .containsPattern("2" + diverged.fingerprint() + "[0-9,.]+diverged–")
        .contains("over 7 networks");
    // A dot of the chart says which network it is, with its log loss; a table cell says it alone.
    assertThat(html).doesNotContain(diverged.fingerprint() + ":");
    assertThat(html(SampleReport.report())).contains(diverged.fingerprint() + ":");
    assertThat(text(html(SampleReport.report()))).doesNotContain("Diverged in training");
  }

  @Test
  void aKnownBestLogLossGivesTheShareOfTheGapThatWasClosed() throws Exception {
    String html = html(SampleReport.synthetic());

    assertThat(text(html))
        .contains("Closable gap closed71 %")
        .contains("Best possible0.4387–0.4401–");
    Files.writeString(Path.of("target", "sample-synthetic.html"), html);
  }

  @Test
  void aLossIsCalledALoss() {
    Best best = SampleReport.report().best();

    assertThat(Headline.of(withTest(best, new Quality(0.49, 0.75))).sentence())
        .isEqualTo(
            "The network found by the search does not beat logistic regression:"
                + " log loss +0.0071, AUC −0.0124.");
    assertThat(Headline.of(withTest(best, new Quality(0.48, 0.75))).sentence())
        .isEqualTo(
            "The network found by the search beats logistic regression in one measure only:"
                + " log loss −0.0029, AUC −0.0124.");
  }

  @Test
  void textIsEscaped() throws Exception {
    String html = html(SampleReport.report());

    assertThat(html).contains("criteo-sample &lt;tiny&gt;").doesNotContain("<tiny>");
    assertThat(text(html)).contains("criteo-sample <tiny>");
  }

  @Test
  void chartsWithoutDataSaySo() throws Exception {
    String html = html(SampleReport.bare());

    String text = text(html);
    assertThat(text.split("no data", -1)).as("four charts, none with data").hasSize(4 + 1);
    assertThat(text).contains("Too few different networks for a rank correlation.");
    assertThat(text).doesNotContain("NaN", "Infinity");
  }

  private static RunReport withTest(Best b, Quality test) {
    RunReport r = SampleReport.report();
    Best best =
        new Best(
            b.fingerprint(),
            b.parameters(),
            b.liveParameters(),
            b.macs(),
            b.liveMacs(),
            b.embeddingParameters(),
            b.validation(),
            test);
    return new RunReport(
        r.dataset(),
        r.space(),
        r.proxy(),
        r.seed(),
        r.evaluated(),
        r.candidates(),
        best,
        r.baselines(),
        r.stages(),
        r.warmUp(),
        r.scores(),
        r.terms(),
        r.provenance());
  }

  private static String html(RunReport report) {
    return new HtmlReport(report, SampleReport.architecture(), SampleReport.CRITEO).html();
  }

  /** What a reader sees, without the style sheet. */
  private static String text(String html) throws Exception {
    Element body = (Element) Xml.parse(html).getElementsByTagName("body").item(0);
    return body.getTextContent();
  }
}
