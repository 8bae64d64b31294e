package io.nasrec.experiments.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.experiments.results.Comparison;
import io.nasrec.experiments.results.MetricSpreads;
import io.nasrec.supernet.evaluation.Metrics;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonFilesTest {
  private static final Comparison COMPARISON =
      new Comparison(
          "shop",
          2,
          List.of(
              row("dcn-v2", 0, 0.29, 0.30),
              row("fm", 1, 0.3117),
              row("logistic-regression", 0, 0.3184, 0.33),
              row("dlrm", 2)),
          Comparison.Row.baseRate(metrics(0.3117), metrics(0.3125)));

  /** As good as the base rate is not better: the row stands below it, marked. */
  @Test
  void whatIsNotBetterThanTheBaseRateStandsBelowItAndIsMarked() {
    List<String> names =
        new ComparisonFiles(COMPARISON)
            .text()
            .lines()
            .skip(1)
            .limit(5)
            .map(line -> line.replaceFirst(" {2,}.*", ""))
            .toList();

    assertThat(names)
        .containsExactly(
            "dcn-v2",
            "base rate",
            "fm (1 of 2 diverged; not better than the base rate)",
            "logistic-regression (not better than the base rate)",
            "dlrm (2 of 2 diverged; not better than the base rate)");
  }

  @Test
  void everyMetricOfBothSplitsIsInEveryFile() {
    ComparisonFiles files = new ComparisonFiles(COMPARISON);

    assertThat(files.text())
        .contains("0.2950 ± 0.0071", "0.9440 ± 0.0226", "1.0100 ± 0.0000")
        .containsPattern("base rate +0\\.3125 +0\\.7000 +1\\.0000 +1\\.0100 +1 +0 +0 +–");
    List<String> csv = files.csv().lines().toList();
    assertThat(csv.get(0)).contains("test_normalized_entropy_mean", "validation_calibration_sd");
    assertThat(csv).hasSize(6).allMatch(line -> line.split(",", -1).length == 25);
    assertThat(csv.get(1)).matches("dcn-v2,(\"\")?,2,0,true,.*");
    assertThat(csv.get(5)).matches("dlrm,(\"\")?,2,2,false,,,,.*");
    assertThat(files.html())
        .contains("not better than the base rate", "validation norm. entropy", "test calibration");
  }

  private static Comparison.Row row(String name, int diverged, double... logLosses) {
    MetricSpreads spreads =
        MetricSpreads.of(Arrays.stream(logLosses).mapToObj(ComparisonFilesTest::metrics).toList());
    return new Comparison.Row(name, List.of(), 10, 100, 10, diverged, spreads, spreads, 1.5);
  }

  private static Metrics metrics(double logLoss) {
    return new Metrics(logLoss, 0.7, logLoss / 0.3125, 1.01);
  }
}
