package io.nasrec.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MutationsTest {

  /** Worked out by hand from the published formula; its generations are counted from 0. */
  @ParameterizedTest
  @CsvSource({
    "1, 240, 6",
    "2, 240, 5",
    "49, 240, 5",
    "50, 240, 4",
    "193, 240, 2",
    "194, 240, 1",
    "240, 240, 1",
    "1, 20, 2",
    "2, 20, 1",
    "1, 7, 1"
  })
  void thePublishedSchedule(int generation, int generations, int expected) {
    assertThat(new Mutations.Published().count(generation, generations)).isEqualTo(expected);
  }

  @Test
  void aConstantStaysTheSame() {
    assertThat(new Mutations.Constant(3).count(1, 240)).isEqualTo(3);
    assertThat(new Mutations.Constant(3).count(240, 240)).isEqualTo(3);
  }

  @Test
  void readsWhatItWrites() {
    for (String text : new String[] {"1", "12", "published"}) {
      assertThat(Mutations.parse(text)).hasToString("Optional[" + text + "]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1.5", "1000000000", "Published"})
  void refusesEverythingElse(String text) {
    assertThat(Mutations.parse(text)).isEmpty();
  }
}
