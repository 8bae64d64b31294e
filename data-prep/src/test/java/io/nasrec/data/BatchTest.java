package io.nasrec.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BatchTest {
  private final Batch batch =
      new Batch(
          3,
          new float[] {1, 0, 1},
          new float[] {1, 2, 3, 4, 5, 6},
          new int[] {7, 8, 9, 10, 11, 12});

  @Test
  void aPartHasItsRowsOnly() {
    Batch part = batch.part(1, 3);
    assertThat(part.size()).isEqualTo(2);
    assertThat(part.labels()).containsExactly(0, 1);
    assertThat(part.denseWidth()).isEqualTo(2);
    float[] dense = new float[4];
    part.dense().get(dense);
    assertThat(dense).containsExactly(3, 4, 5, 6);
    assertThat(part.denseBytes().order()).isEqualTo(batch.denseBytes().order());
    assertThat(part.sparse()).containsExactly(9, 10, 11, 12);
    // A part of a part begins where it should.
    assertThat(part.part(1, 2).dense().get(0)).isEqualTo(5);
  }

  @Test
  void aPartMayBeEmptyOrAll() {
    assertThat(batch.part(0, 3)).isSameAs(batch);
    assertThat(batch.part(2, 2).size()).isZero();
  }

  @Test
  void rowsThatAreNotThere() {
    assertThatThrownBy(() -> batch.part(1, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> batch.part(-1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> batch.part(2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
