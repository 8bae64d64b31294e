package io.nasrec.experiments.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.data.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BatcherTest {
  private final MadeUpScorer scorer = new MadeUpScorer("crc32c:1", 0);
  private final Batcher batcher = new Batcher(scorer, 100, 10, 1, new ServeMetrics());

  @Test
  void whatWaitsIsScoredTogetherAndEachGetsItsOwn() throws Exception {
    CountDownLatch gate = scorer.hold();
    List<CompletableFuture<double[]>> answers = new ArrayList<>();
    Thread first = scoring(batcher, 1);
    first.start();
    while (first.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
    for (int from = 1; from <= 40; from += 4) {
      answers.add(batcher.score(rows(from, 4)));
    }
    assertThat(batcher.queued()).isEqualTo(10);
    gate.countDown();

    for (int i = 0; i < answers.size(); i++) {
      double from = 1 + 4 * i;
      assertThat(answers.get(i).join())
          .containsExactly(from / 1000, (from + 1) / 1000, (from + 2) / 1000, (from + 3) / 1000);
    }
    // One for the first, and then two requests of 4 rows in each batch of at most 10.
    assertThat(scorer.batches).hasValue(6);
  }

  @Test
  void aRequestLargerThanABatchIsScoredAlone() {
    assertThat(batcher.score(rows(0, 25)).join()).hasSize(25);
    assertThat(scorer.batches).hasValue(1);
  }

  @Test
  void theModelIsFreeAgainAfterAFailure() {
    scorer.close();
    assertThat(batcher.score(rows(0, 1))).isCompletedExceptionally();
    assertThat(batcher.score(rows(0, 1))).isCompletedExceptionally();
    assertThat(batcher.queued()).isZero();
  }

  @Test
  void aSecondThreadJoinsOnlyWhereThereAreRowsEnough() throws Exception {
    Batcher two = new Batcher(scorer, 100, 300, 2, new ServeMetrics());
    CountDownLatch gate = scorer.hold();
    List<Thread> clients = new ArrayList<>();
    for (int size : new int[] {1, 1, 200}) {
      Thread client = scoring(two, size);
      clients.add(client);
      client.start();
      // Until it scores, or waits for the one that does.
      while (client.getState() != Thread.State.WAITING) {
        Thread.sleep(1);
      }
    }
    // The second row waited for the first, until the 200 came and took it along.
    assertThat(two.queued()).isZero();
    gate.countDown();
    for (Thread client : clients) {
      client.join();
    }
    assertThat(scorer.batches).hasValue(2);
  }

  private Thread scoring(Batcher by, int size) {
    return new Thread(() -> by.score(rows(0, size)).join());
  }

  private Batch rows(int from, int size) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = from; i < from + size; i++) {
      rows.add(Map.of("user", "u" + i, "price", 1));
    }
    return scorer.encode(rows);
  }
}
