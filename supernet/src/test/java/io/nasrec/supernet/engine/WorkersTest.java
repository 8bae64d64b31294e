package io.nasrec.supernet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
  void theFirstFailureEndsTheOthersAndTheWorkersStayUsable() {
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    try (Workers workers = new Workers(2)) {
      assertThatThrownBy(
              () ->
                  workers.map(
                      List.of(0, 1, 2, 3),
                      i -> {
                        begun.incrementAndGet();
                        if (i == 1) {
                          throw new IllegalArgumentException("input 1");
                        }
                        // Hours of work that look for an interruption now and then.
                        await(never);
                        return i;
                      }))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("input 1");
      assertThat(begun.get()).isLessThanOrEqualTo(2);
      assertThat(workers.map(List.of(1, 2, 3), i -> -i)).containsExactly(-1, -2, -3);
    }
  }

  @Test
  void whenItThrowsNobodyWorksAnyMore() {
    AtomicInteger working = new AtomicInteger();
    CountDownLatch both = new CountDownLatch(2);
    try (Workers workers = new Workers(2)) {
      assertThatThrownBy(
              () ->
                  workers.map(
                      List.of(0, 1),
                      i -> {
                        working.incrementAndGet();
                        both.countDown();
                        awaitWhateverComes(both);
                        if (i == 0) {
                          working.decrementAndGet();
                          throw new IllegalArgumentException("input 0");
                        }
                        // Deaf to interruptions, as native code is.
                        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
                        while (System.nanoTime() < end) {
                          Thread.onSpinWait();
                        }
                        return working.decrementAndGet();
                      }))
          .hasMessage("input 0");
      assertThat(working.get()).isZero();
    }
  }

  @Test
  @Timeout(20)
  void aDeadWorkersErrorReachesTheCallerAsItIs() {
    StackOverflowError deep = new StackOverflowError("deep");
    try (Workers workers = new Workers(2)) {
      assertThatThrownBy(
              () ->
                  workers.map(
                      List.of(1, 2, 3),
                      i -> {
                        throw deep;
                      }))
          .isSameAs(deep);
      assertThat(workers.map(List.of(1), i -> i)).containsExactly(1);
    }
  }

  private static void awaitWhateverComes(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      Thread.onSpinWait();
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
