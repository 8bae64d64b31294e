package io.nasrec.experiments.render.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.experiments.render.SampleReport;
import io.nasrec.experiments.render.Xml;
import io.nasrec.experiments.render.text.Headline;
import io.nasrec.experiments.results.RunReport;
import io.nasrec.experiments.results.RunReport.Baselines;
import io.nasrec.experiments.results.RunReport.Contest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        .contains("search beats dcn-v2, the best of 2 baselines on validation.")
        .contains(
            "test log loss −0.0018 (95 % interval −0.0031 to −0.0005, paired over 11,000 rows,"
                + " normal approximation); 2.23 M parameters more, embeddings included.")
        .contains("Best network0.47610.77220.83571.01230.47710.76990.83631.0020")
        .contains("logistic-regression0.48290.76240.84761.00220.48420.76080.84860.99111498.8 k13")
        .contains("dcn-v20.47790.77020.8389")
        .contains("Base rate0.56970.50001.00011.00200.57060.50001.00020.9910")
        .contains("Log loss against the base rate16.4 % below")
        .contains("147 steps trained the full path, 569 a sampled one.")
        .contains("318 subnets were scored; 2 more diverged or failed.")
        .contains(
            "10 different networks or more would show how well the score ranks; 8 were retrained")
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
        .contains("7 were retrained");
    // A dot of the chart says which network it is, with its log loss; a table cell says it alone.
    assertThat(html).doesNotContain(diverged.fingerprint() + ":");
    assertThat(html(SampleReport.report())).contains(diverged.fingerprint() + ":");
    assertThat(text(html(SampleReport.report()))).doesNotContain("Diverged in training");
  }

  @Test
  void aKnownBestLogLossGivesTheShareOfTheGapThatWasClosed() throws Exception {
    String html = html(SampleReport.synthetic());

    assertThat(text(html))
        .contains("Closable gap closed71.5 %")
        .contains("Best possible0.4387–––0.4401–");
    Files.writeString(Path.of("target", "sample-synthetic.html"), html);
  }

  @Test
  void theVerdictIsTheIntervals() {
    assertThat(headline(new Contest("fm", -0.002, -0.003, -0.001, 900, 5)).sentence())
        .isEqualTo(
            "The network found by the search beats fm, the best of 2 baselines on validation.");
    assertThat(headline(new Contest("fm", -0.002, -0.005, 0.001, 900, 5)).sentence())
        .startsWith("The network found by the search ties with fm, ");
    assertThat(headline(new Contest("fm", 0.002, 0, 0.004, 900, 5)).sentence())
        .as("0 is inside")
        .startsWith("The network found by the search ties with fm, ");
    Headline loss = headline(new Contest("fm", 0.002, 0.001, 0.003, 9_000, -120_000));
    assertThat(loss.sentence()).startsWith("The network found by the search loses to fm, ");
    assertThat(loss.interval())
        .isEqualTo(
            "test log loss +0.0020 (95 % interval +0.0010 to +0.0030, paired over 9,000 rows,"
                + " normal approximation)");
    assertThat(loss.cost()).isEqualTo("120 k parameters fewer, embeddings included");
  }

  @Test
  void withoutABaselineThereIsNoVerdict() throws Exception {
    RunReport alone =
        with(
            new Baselines(
                SampleReport.report().baselines().baseRate(), List.of(), null, null, null, null));

    assertThat(text(html(alone)))
        .contains(
            "No baseline was trained to compare the network with; its test log loss is 16.4 % below"
                + " the base rate's.")
        .contains("base rate 0.5697")
        .doesNotContain("interval");
  }

  private static Headline headline(Contest contest) {
    Baselines b = SampleReport.report().baselines();
    return Headline.of(with(new Baselines(b.baseRate(), b.networks(), contest, null, null, null)));
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
    assertThat(text)
        .contains("10 different networks or more would show how well the score ranks; 0 were");
    assertThat(text).doesNotContain("NaN", "Infinity");
  }

  private static RunReport with(Baselines baselines) {
    RunReport r = SampleReport.report();
    return new RunReport(
        r.dataset(),
        r.space(),
        r.proxy(),
        r.seed(),
        r.evaluated(),
        r.candidates(),
        r.best(),
        r.ensemble(),
        baselines,
        r.stages(),
        r.warmUp(),
        r.scores(),
        r.terms(),
        r.tradeOff(),
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
