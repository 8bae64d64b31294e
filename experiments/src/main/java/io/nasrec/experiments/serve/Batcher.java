package io.nasrec.experiments.serve;

import io.nasrec.data.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Scores the rows of concurrent requests together. Nothing waits for company: a request that finds
 * the model free is scored at once, by its own thread; those that come meanwhile queue up, and
 * whoever is done takes as many of them as fit a batch.
 *
 * <p>A few rows take hardly longer than one, so a second thread joins only where there are rows
 * enough for both: otherwise it would halve the batches and take the processor from the clients.
 */
final class Batcher {
  /** Rows that keep a thread busy. */
  private static final int ENOUGH = 128;

  private final Scorer scorer;
  private final int waiting;
  private final int batchRows;
  private final int threads;
  private final ServeMetrics metrics;
  private final ArrayDeque<Job> queue = new ArrayDeque<>();
  private int running; // threads that score
  private int rows; // that are queued or being scored

  private record Job(Batch batch, CompletableFuture<double[]> probabilities) {}

  /**
   * For one model.
   *
   * @param waiting requests that may queue up
   * @param batchRows rows that are scored together at most, but for a request that has more
   * @param threads batches that are scored side by side
   */
  Batcher(Scorer scorer, int waiting, int batchRows, int threads, ServeMetrics metrics) {
    this.scorer = scorer;
    this.waiting = waiting;
    this.batchRows = batchRows;
    this.threads = threads;
    this.metrics = metrics;
  }

  /** Requests that are queued. */
  synchronized int queued() {
    return queue.size();
  }

  /**
   * Scores a request's rows, now or as soon as the model is free.
   *
   * @return completes with a probability per row
   * @throws Refusal if too many requests are queued
   */
  CompletableFuture<double[]> score(Batch batch) {
    Job job = new Job(batch, new CompletableFuture<>());
    add(job);
    for (List<Job> jobs = begin(); !jobs.isEmpty(); jobs = begin()) {
      run(jobs);
    }
    return job.probabilities;
  }

  private synchronized void add(Job job) {
    if (queue.size() >= waiting) {
      throw Refusal.busy();
    }
    queue.add(job);
    rows += job.batch.size();
  }

  /** The next batch; none if nothing is queued, or if those that score already will take it. */
  private synchronized List<Job> begin() {
    List<Job> jobs = new ArrayList<>();
    if (running < Math.min(threads, 1 + rows / ENOUGH)) {
      int size = 0;
      for (Job next = queue.peek(); next != null; next = queue.peek()) {
        size += next.batch.size();
        if (!jobs.isEmpty() && size > batchRows) {
          break;
        }
        jobs.add(queue.remove());
      }
    }
    running += jobs.isEmpty() ? 0 : 1;
    return jobs;
  }

  private synchronized void end(int scored) {
    running--;
    rows -= scored;
  }

  private void run(List<Job> jobs) {
    int size = jobs.stream().mapToInt(job -> job.batch.size()).sum();
    double[] probabilities;
    try {
      probabilities = scorer.score(Batches.joined(jobs.stream().map(Job::batch).toList()));
      metrics.scored(size);
    } catch (RuntimeException | Error e) {
      jobs.forEach(job -> job.probabilities.completeExceptionally(e));
      return;
    } finally {
      end(size);
    }
    int from = 0;
    for (Job job : jobs) {
      double[] part = new double[job.batch.size()];
      System.arraycopy(probabilities, from, part, 0, part.length);
      from += part.length;
      job.probabilities.complete(part);
    }
  }
}
