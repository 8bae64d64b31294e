package io.nasrec.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class LabelEvidenceTest {
  private static final int ROWS = 4000;

  /** The verdict on a column, made of a random number of 0 to 999 and whether it was a click. */
  private static Optional<String> verdict(
      boolean numbers, BiFunction<Integer, Boolean, Object> cell) {
    Random random = new Random(5);
    LabelEvidence evidence = new LabelEvidence(numbers);
    for (int i = 0; i < ROWS; i++) {
      boolean click = random.nextInt(10) == 0;
      evidence.add(cell.apply(random.nextInt(1000), click), click);
    }
    return evidence.verdict();
  }

  @Test
  void aNumberThatRanksClicksGivesThemAway() {
    assertThat(verdict(true, (x, click) -> click ? x + 980 : x).orElseThrow())
        .matches("gives the label away: AUC (0\\.9[5-9]\\d|1\\.000) by its value alone");
    assertThat(verdict(true, (x, click) -> click ? x - 980 : x).orElseThrow())
        .endsWith(" by its value alone");
    assertThat(verdict(true, (x, click) -> click ? x + 500 : x)).isEmpty();
  }

  @Test
  void aValueThatOnlyClicksHaveImpliesThem() {
    assertThat(verdict(true, (x, click) -> click && x < 300 ? x : null).orElseThrow())
        .matches(
            "implies the label: of 1\\d\\d rows with a value, 100\\.0 % have label 1 \\(of all,"
                + " \\d+\\.\\d %\\)");
    assertThat(verdict(true, (x, click) -> click && x < 300 ? 1 : 0).orElseThrow())
        .contains("rows with another value than 0, 100.0 % have label 1");
    assertThat(verdict(false, (x, click) -> x < 300 ? "a" : null)).isEmpty();
  }

  @Test
  void aValueThatClicksLackGivesThemAway() {
    assertThat(verdict(false, (x, click) -> click ? null : "c" + x % 7).orElseThrow())
        .isEqualTo("gives the label away: AUC 1.000 by whether there is a value alone");
  }

  @Test
  void categoriesAreRankedByOtherRows() {
    assertThat(verdict(false, (x, click) -> (click ? "yes" : "no") + x % 3).orElseThrow())
        .isEqualTo("gives the label away: AUC 1.000 by its value alone");
    assertThat(verdict(false, (x, click) -> "user " + x)).isEmpty();
    int[] row = {0};
    assertThat(verdict(false, (x, click) -> "order " + row[0]++)).isEmpty();
  }

  @Test
  void anHonestFlagSaysLittle() {
    assertThat(verdict(true, (x, click) -> x < (click ? 700 : 400) ? 1 : 0)).isEmpty();
  }
}
