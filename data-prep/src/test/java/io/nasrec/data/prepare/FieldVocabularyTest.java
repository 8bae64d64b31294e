package io.nasrec.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.data.raw.Coding;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FieldVocabularyTest {
  private static FieldVocabulary vocabulary(int minCount, long... keys) {
    FieldCounts counts = new FieldCounts();
    for (long key : keys) {
      counts.add(key);
    }
    return counts.vocabulary(minCount);
  }

  @Test
  void idsFollowCountsAndThenKeys() {
    // 7 three times, 0 and 4294967295 (-1 as an int) twice, 5 once, two missing.
    long[] keys = {7, 4294967295L, 0, 7, Coding.MISSING, 5, 4294967295L, 0, 7, Coding.MISSING};
    FieldVocabulary vocabulary = vocabulary(2, keys);

    assertThat(vocabulary.cardinality()).isEqualTo(5);
    assertThat(vocabulary.id(Coding.MISSING)).isZero();
    assertThat(vocabulary.id(5)).as("rare").isEqualTo(1);
    assertThat(vocabulary.id(1234)).as("unseen").isEqualTo(1);
    assertThat(vocabulary.id(7)).isEqualTo(2);
    assertThat(vocabulary.id(0)).isEqualTo(3);
    assertThat(vocabulary.id(4294967295L)).isEqualTo(4);
    assertThat(IntStream.range(0, 5).mapToLong(vocabulary::count))
        .containsExactly(2L, 1L, 3L, 2L, 2L);
    assertThat(IntStream.range(2, 5).mapToLong(vocabulary::key))
        .containsExactly(7L, 0L, 4294967295L);
  }

  @Test
  void aValueSeenExactlyMinCountTimesHasAnIdOneSeenLessHasNone() {
    long[] keys = {3, 3, 3, 4, 4};
    assertThat(vocabulary(3, keys).id(3)).isEqualTo(2);
    assertThat(vocabulary(3, keys).id(4)).isEqualTo(1);
    assertThat(vocabulary(4, keys).cardinality()).isEqualTo(2);
    assertThat(vocabulary(1, keys).cardinality()).isEqualTo(4);
  }

  @Test
  void aFieldWithoutValuesHasTheTwoSpecialIds() {
    FieldVocabulary vocabulary = vocabulary(1, Coding.MISSING);
    assertThat(vocabulary.cardinality()).isEqualTo(2);
    assertThat(vocabulary.id(9)).isEqualTo(1);
  }
}
