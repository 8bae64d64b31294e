package io.nasrec.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.commons.Progress;
import io.nasrec.commons.RandomStreams;
import io.nasrec.data.prepare.Preparation;
import io.nasrec.data.prepare.PrepareOptions;
import io.nasrec.data.raw.Synthetic;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllRowsTest {
  @TempDir Path parent;
  private Dataset dataset;

  @BeforeEach
  void prepare() {
    PrepareOptions options =
        new PrepareOptions(
            new Synthetic(3_000, 1), SplitScheme.NASREC, 1, 10, DenseTransform.LOG1P);
    dataset =
        Dataset.open(Preparation.run(options, parent.resolve("set"), Progress.NONE).directory());
  }

  @AfterEach
  void close() {
    dataset.close();
  }

  /** Each row equals that of its split, in whatever order rows of all three are asked for. */
  @Test
  void eachRowOfEachSplitIsThereInTheOrderOfTheSplits() {
    Batch train = dataset.train().read(0, dataset.train().rows());
    Batch validation = dataset.validation().read(0, dataset.validation().rows());
    Batch test = dataset.test().reveal("reader", rows -> rows.read(0, rows.rows()));
    AllRows all = dataset.allRows("network");

    assertThat(all.rows()).isEqualTo(3_000);
    int[] numbers = RowSample.shuffled(3_000, RandomStreams.stream(1, "order", 0));
    Batch batch = all.gather(numbers, 0, 3_000);
    for (int i = 0; i < numbers.length; i++) {
      int row = numbers[i];
      if (row < train.size()) {
        requireEqual(batch, i, train, row);
      } else if (row < train.size() + validation.size()) {
        requireEqual(batch, i, validation, row - train.size());
      } else {
        requireEqual(batch, i, test, row - train.size() - validation.size());
      }
    }
    assertThat(all.gather(new int[] {7, 2_999, 1}, 1, 2).size()).isEqualTo(1);
    assertThatThrownBy(() -> all.gather(new int[] {3_000}, 0, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static void requireEqual(Batch batch, int at, Batch split, int row) {
    int width = split.denseWidth();
    int fields = split.sparse().length / split.size();
    assertThat(batch.labels()[at]).isEqualTo(split.labels()[row]);
    for (int i = 0; i < width; i++) {
      assertThat(batch.dense().get(at * width + i)).isEqualTo(split.dense().get(row * width + i));
    }
    for (int f = 0; f < fields; f++) {
      assertThat(batch.sparse()[at * fields + f]).isEqualTo(split.sparse()[row * fields + f]);
    }
  }

  @Test
  void aNetworkLearnsTheTestRowsOrIsEvaluatedOnThem() {
    dataset.allRows("learner");
    assertThatThrownBy(() -> dataset.test().reveal("learner", BatchSource::rows))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the test rows were already revealed for network learner");
    dataset.test().reveal("measured", BatchSource::rows);
    assertThatThrownBy(() -> dataset.allRows("measured")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void nothingIsReadOnceTheDataSetIsClosed() {
    AllRows all = dataset.allRows("network");
    dataset.close();
    assertThatThrownBy(() -> all.gather(new int[] {0}, 0, 1))
        .isInstanceOf(IllegalStateException.class);
  }
}
