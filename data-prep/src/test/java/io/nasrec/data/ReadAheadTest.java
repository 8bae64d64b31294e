package io.nasrec.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
  private static final int[] ROWS = {5, 3, 8, 1, 9, 7, 2};

  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

  /** A row's only field is its number; row 99 cannot be read. */
  private final BatchSource source =
      new BatchSource() {
        @Override
        public int rows() {
          return 100;
        }

        @Override
        public Batch read(int from, int to) {
          throw new UnsupportedOperationException();
        }

        @Override
        public Batch gather(int[] rows, int from, int to) {
          asked.add(from + ".." + to);
          int[] ids = Arrays.copyOfRange(rows, from, to);
          if (Arrays.stream(ids).anyMatch(id -> id == 99)) {
            throw new IllegalStateException("row 99");
          }
          return new Batch(ids.length, new float[ids.length], new float[ids.length], ids);
        }
      };

  private String nextAsked() throws InterruptedException {
    return asked.poll(1, TimeUnit.MINUTES);
  }

  @Test
  void theNextBatchIsReadBeforeItIsAskedForAndNoneTwice() throws InterruptedException {
    try (ReadAhead ahead = new ReadAhead(source)) {
      assertThat(ahead.gather(ROWS, 0, 3).sparse()).containsExactly(5, 3, 8);
      assertThat(nextAsked()).isEqualTo("0..3");
      assertThat(nextAsked()).as("nobody asked for it yet").isEqualTo("3..6");
      assertThat(ahead.gather(ROWS, 3, 6).sparse()).containsExactly(1, 9, 7);
      assertThat(nextAsked()).as("the rest").isEqualTo("6..7");
      assertThat(ahead.gather(ROWS, 6, 7).sparse()).containsExactly(2);
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void anyOtherBatchIsReadWhenItIsAskedFor() {
    try (ReadAhead ahead = new ReadAhead(source)) {
      ahead.gather(ROWS, 0, 2);
      assertThat(ahead.gather(ROWS, 4, 6).sparse()).containsExactly(9, 7);
      int[] others = {10, 11, 12, 13};
      assertThat(ahead.gather(others, 2, 4).sparse()).containsExactly(12, 13);
      assertThat(ahead.gather(others, 0, 1).sparse()).containsExactly(10);
    }
  }

  @Test
  void aFailureIsThatOfTheBatchAskedFor() {
    int[] rows = {1, 99, 2};
    try (ReadAhead ahead = new ReadAhead(source)) {
      assertThat(ahead.gather(rows, 0, 1).sparse()).containsExactly(1);
      assertThatThrownBy(() -> ahead.gather(rows, 1, 2))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("row 99");
      assertThat(ahead.gather(rows, 2, 3).sparse()).containsExactly(2);
    }
  }
}
