package io.nasrec.supernet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.nasrec.supernet.GoldenCase;
import org.junit.jupiter.api.Test;

class CosineScheduleTest {

  /** The published schedule starts again after its first cycle; ours ends there. */
  @Test
  void publishedValues() {
    JsonNode rates =
        GoldenCase.json("extras.json").path("lr").path("cosine_first100_warm10_max.12_min1e-8");
    CosineSchedule schedule = CosineSchedule.of(0.12, 0.1, 100);
    assertThat(rates.size()).isGreaterThan(100);
    for (int step = 0; step <= 100; step++) {
      // The published values are float64 results of a formula that adds up in another order.
      assertThat(schedule.at(step))
          .as("step " + step)
          .isCloseTo(rates.get(step).asDouble(), within(1e-12));
    }
  }

  /** Fine-tuning of inherited weights; the published scheduler takes its first step twice. */
  @Test
  void publishedValuesOfFineTuning() {
    JsonNode rates =
        GoldenCase.json("extras.json")
            .path("lr")
            .path("eval_from_supernet(first_cycle500_warm50_max.04, after step(epoch=-1))_first6");
    CosineSchedule schedule = CosineSchedule.of(0.04, 0.1, 500);
    assertThat(rates.size()).isEqualTo(6);
    for (int i = 0; i < 6; i++) {
      assertThat(schedule.at(Math.max(0, i - 1))).isCloseTo(rates.get(i).asDouble(), within(1e-12));
    }
  }

  @Test
  void cornersByHand() {
    CosineSchedule schedule = new CosineSchedule(0.2, 4, 12);
    assertThat(schedule.at(0)).isEqualTo(1e-8);
    assertThat(schedule.at(2)).isCloseTo((0.2 + 1e-8) / 2, within(1e-15));
    assertThat(schedule.at(4)).isCloseTo(0.2, within(1e-15));
    assertThat(schedule.at(8)).as("half way down").isCloseTo((0.2 + 1e-8) / 2, within(1e-15));
    assertThat(schedule.at(12)).isCloseTo(1e-8, within(1e-15));
    assertThat(schedule.at(13)).as("never up again").isCloseTo(1e-8, within(1e-15));
  }

  @Test
  void withoutLinearPartItStartsAtTheTop() {
    assertThat(new CosineSchedule(0.2, 0, 10).at(0)).isCloseTo(0.2, within(1e-15));
    assertThat(CosineSchedule.of(0.2, 0.1, 1).at(0)).isCloseTo(0.2, within(1e-15));
  }

  @Test
  void aLinearPartOnly() {
    CosineSchedule schedule = new CosineSchedule(0.2, 10, 10);
    assertThat(schedule.at(9)).isCloseTo(1e-8 + (0.2 - 1e-8) * 0.9, within(1e-15));
    assertThat(schedule.at(10)).isFinite();
  }

  @Test
  void impossibleSchedules() {
    assertThatThrownBy(() -> new CosineSchedule(0, 1, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CosineSchedule(Double.NaN, 1, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CosineSchedule(0.1, 3, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 and 2");
  }
}
