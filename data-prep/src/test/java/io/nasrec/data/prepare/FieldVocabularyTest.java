package io.nasrec.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.CategoricalEncoding.Vocabulary;
import io.nasrec.data.raw.Coding;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FieldVocabularyTest {
  private static final String MISSING = "";

  private final Dictionary dictionary = new Dictionary(Coding.TEXT);

  private int provisional(String value) {
    return dictionary.id(new long[] {Coding.TEXT.key(value)}, 0, row -> value);
  }

  private FieldVocabulary vocabulary(Vocabulary encoding, String... training) {
    Arrays.stream(training).mapToInt(this::provisional).forEach(dictionary::addTo);
    return new FieldVocabulary(dictionary, encoding);
  }

  private int id(FieldVocabulary vocabulary, String value) {
    return vocabulary.id(provisional(value));
  }

  private static List<String> texts(FieldVocabulary vocabulary) {
    return IntStream.range(CategoricalEncoding.FIRST, vocabulary.cardinality())
        .mapToObj(vocabulary::text)
        .toList();
  }

  @Test
  void idsFollowCounts() {
    provisional("unseen"); // in a validation row, say
    FieldVocabulary vocabulary =
        vocabulary(new Vocabulary(2), "b", "a", "a", MISSING, "rare", "a", "b", MISSING);

    assertThat(vocabulary.cardinality()).isEqualTo(4);
    assertThat(id(vocabulary, MISSING)).isZero();
    assertThat(id(vocabulary, "rare")).isEqualTo(1);
    assertThat(id(vocabulary, "unseen")).isEqualTo(UnseenValues.ID);
    assertThat(id(vocabulary, "a")).isEqualTo(2);
    assertThat(id(vocabulary, "b")).isEqualTo(3);
    assertThat(IntStream.range(0, 4).mapToLong(vocabulary::count)).containsExactly(2L, 1L, 3L, 2L);
    assertThat(texts(vocabulary)).containsExactly("a", "b");
  }

  @Test
  void valuesOfEqualCountFollowTheirKeysWhateverOrderTheyCameIn() {
    String[] values = {"x", "y", "z", "u", "v"};
    List<String> texts = texts(vocabulary(new Vocabulary(1), values));
    String[] reversed = {"v", "u", "z", "y", "x"};

    assertThat(texts).containsExactlyInAnyOrder(values);
    assertThat(texts(new FieldVocabularyTest().vocabulary(new Vocabulary(1), reversed)))
        .isEqualTo(texts);
  }

  @Test
  void aValueSeenExactlyMinCountTimesHasAnIdOneSeenLessHasNone() {
    String[] training = {"a", "a", "a", "b", "b"};
    FieldVocabulary three = vocabulary(new Vocabulary(3), training);
    assertThat(id(three, "a")).isEqualTo(2);
    assertThat(id(three, "b")).isEqualTo(1);
    assertThat(new FieldVocabulary(dictionary, new Vocabulary(4)).cardinality()).isEqualTo(2);
    assertThat(new FieldVocabulary(dictionary, new Vocabulary(1)).cardinality()).isEqualTo(4);
  }

  @Test
  void aCapKeepsTheMostFrequentValues() {
    String[] training = {"a", "b", "b", "c", "c", "c", "d", "d", "d", "d"};
    FieldVocabulary two = vocabulary(new Vocabulary(2, 2), training);

    assertThat(texts(two)).containsExactly("d", "c");
    assertThat(id(two, "b")).as("frequent enough, but over the cap").isEqualTo(1);
    assertThat(two.count(CategoricalEncoding.RARE)).isEqualTo(3);
  }

  @Test
  void aFieldWithoutValuesHasTheTwoSpecialIds() {
    FieldVocabulary vocabulary = vocabulary(new Vocabulary(1), MISSING);
    assertThat(vocabulary.cardinality()).isEqualTo(2);
    assertThat(vocabulary.count(CategoricalEncoding.MISSING)).isEqualTo(1);
  }
}
