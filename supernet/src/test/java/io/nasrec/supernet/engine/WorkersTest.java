package io.nasrec.supernet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkersTest {

  @Test
  void resultsComeInTheOrderOfTheInputsWhoeverIsDoneFirst() throws Exception {
    CountDownLatch later = new CountDownLatch(1);
    try (Workers workers = new Workers(2)) {
      List<Integer> results =
          workers.map(
              List.of(0, 1),
              i -> {
                if (i == 0) {
                  await(later);
                } else {
                  later.countDown();
                }
                return 10 * i;
              });

      assertThat(results).containsExactly(0, 10);
    }
  }

  @Test
  void asManyInputsAreAtWorkAsThereAreWorkers() {
    CountDownLatch both = new CountDownLatch(2);
    try (Workers workers = new Workers(2)) {
      workers.map(
          List.of(1, 2),
          i -> {
            both.countDown();
            await(both);
            return i;
          });
    }
    assertThat(both.getCount()).isZero();
  }

  @Test
  void theFirstFailureInTheOrderOfTheInputsIsThrownAndTheWorkersStayUsable() {
    try (Workers workers = new Workers(2)) {
      assertThatThrownBy(
              () ->
                  workers.map(
                      IntStream.range(0, 8).boxed().toList(),
                      i -> {
                        if (i >= 3) {
                          throw new IllegalArgumentException("input " + i);
                        }
                        return i;
                      }))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("input 3");
      assertThat(workers.map(List.of(1, 2, 3), i -> -i)).containsExactly(-1, -2, -3);
    }
  }

  @Test
  void anErrorIsTheCauseOfWhatIsThrown() {
    try (Workers workers = new Workers(1)) {
      assertThatThrownBy(
              () ->
                  workers.map(
                      List.of(1),
                      i -> {
                        throw new StackOverflowError("deep");
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasCauseInstanceOf(StackOverflowError.class);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the other input never came");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
