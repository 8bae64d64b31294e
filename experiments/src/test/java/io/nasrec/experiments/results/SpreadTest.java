package io.nasrec.experiments.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void sampleStandardDeviation() {
    Spread spread = Spread.of(0.44, 0.45, 0.47);
    assertThat(spread.mean()).isCloseTo(1.36 / 3, within(1e-12));
    // Deviations −0.04/3, −0.01/3, 0.05/3: squares sum to 42e-4 / 9, halved, rooted.
    assertThat(spread.sd()).isCloseTo(Math.sqrt(42e-4 / 18), within(1e-12));
    assertThat(spread).hasToString("0.4533 ± 0.0153");
  }

  @Test
  void oneFigureHasNoDeviationAndNoneNothing() {
    assertThat(Spread.of(0.5)).hasToString("0.5000");
    assertThat(Spread.of()).hasToString("–");
  }
}
