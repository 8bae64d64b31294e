package io.nasrec.experiments.render.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void columnsAreAsWideAsTheirWidestCells() {
    TextTable table = new TextTable(column -> column == 1, List.of("name", "n", "note"));
    table.add(List.of("a", "1,000", ""));
    table.add(List.of("longer", "7", "dead"));

    assertThat(table.toString().lines())
        .containsExactly("name        n  note", "a       1,000", "longer      7  dead");
  }

  @Test
  void aRowHasOneCellPerHeading() {
    TextTable table = new TextTable(column -> false, List.of("a", "b"));

    assertThatThrownBy(() -> table.add(List.of("1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a row must have 2 cells, but was [1]");
  }
}
