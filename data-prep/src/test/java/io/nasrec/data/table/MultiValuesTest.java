package io.nasrec.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MultiValuesTest {
  private static MultiValues of(char separator, List<String> texts) {
    MultiValues values = new MultiValues(separator);
    texts.forEach(values::add);
    return values;
  }

  @Test
  void setsInWhateverOrderAreCounted() {
    assertThat(of('|', List.of("a|f", "f|a", "a", "b|a", "a|b|f", "b")).note())
        .contains(
            "looks multi-valued: 4 of 6 values hold '|'; 6 texts are 5 sets in whatever order, of 3"
                + " items; each text is taken as one id as it stands");
  }

  @Test
  void itemsThatComeAgainTellInOneOrder() {
    assertThat(of(';', List.of("a;b;c", "a;b", "a;c", "b;c", "a", "b", "c")).note()).isPresent();
  }

  @Test
  void proseNumbersAndPathsAreSingleValues() {
    assertThat(of(',', List.of("tv, blue", "tv, red", "red, tv")).note()).isEmpty();
    assertThat(of(',', List.of("3,21", "21,3", "3,10")).note()).isEmpty();
    assertThat(of('|', List.of("north|1", "south|2", "east|3")).note()).isEmpty();
    assertThat(of('|', List.of("a", "b", "|", "c|")).note()).isEmpty();
  }
}
