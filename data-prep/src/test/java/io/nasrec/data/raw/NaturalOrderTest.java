package io.nasrec.data.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
  @Test
  void numbersCompareAsNumbersWhereverTheyStand() {
    List<String> ordered =
        List.of(
            "2024-01-09.csv",
            "2024-01-10.csv",
            "day_0.csv",
            "day_1",
            "day_1.csv",
            "day_01.csv",
            "day_2.csv",
            "day_2_part_3.csv",
            "day_2_part_20.csv",
            "day_10.csv",
            "day_99999999999999999999.csv",
            "day_100000000000000000000.csv",
            "night");
    List<String> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(1));
    shuffled.sort(new NaturalOrder());
    assertThat(shuffled).containsExactlyInAnyOrderElementsOf(ordered);
    assertThat(shuffled.indexOf("day_2.csv")).isLessThan(shuffled.indexOf("day_10.csv"));
    assertThat(shuffled).isEqualTo(ordered.stream().sorted(new NaturalOrder()).toList());
    assertThat(shuffled.subList(7, 12)).isEqualTo(ordered.subList(7, 12));
  }
}
