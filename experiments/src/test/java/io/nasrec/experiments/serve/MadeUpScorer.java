package io.nasrec.experiments.serve;

import io.nasrec.commons.BadDataException;
import io.nasrec.data.Batch;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model whose probabilities are known: user {@code uN} has id N, others are unseen and have id 1,
 * and the probability is (weight × price + id) / 1000.
 */
final class MadeUpScorer implements Scorer {
  static final List<Column> COLUMNS = List.of(new Column("user", false), new Column("price", true));

  final AtomicInteger batches = new AtomicInteger();
  final AtomicBoolean closed = new AtomicBoolean();
  private final String digest;
  private final double weight;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  MadeUpScorer(String digest, double weight) {
    this.digest = digest;
    this.weight = weight;
  }

  /** From now on scoring waits until the result is counted down. */
  CountDownLatch hold() {
    gate = new CountDownLatch(1);
    return gate;
  }

  @Override
  public String digest() {
    return digest;
  }

  @Override
  public List<Column> columns() {
    return COLUMNS;
  }

  @Override
  public String card() {
    return "# Made up\n\nFor <tests> & nothing else.";
  }

  @Override
  public List<String> fields() {
    return List.of("user");
  }

  @Override
  public Batch encode(List<? extends Map<String, ?>> rows) {
    float[] dense = new float[rows.size()];
    int[] ids = new int[rows.size()];
    for (int i = 0; i < ids.length; i++) {
      Object price = rows.get(i).get("price");
      if (price != null && !(price instanceof Number)) {
        throw new BadDataException(
            "row %s, column price: expected a number, but found %s".formatted(i + 1, price));
      }
      dense[i] = price == null ? 0 : ((Number) price).floatValue();
      String user = String.valueOf(rows.get(i).get("user"));
      ids[i] = user.matches("u\\d{1,3}") ? Integer.parseInt(user.substring(1)) : 1;
    }
    return new Batch(ids.length, new float[ids.length], dense, ids);
  }

  @Override
  public int[] unseen(Batch batch) {
    int unseen = 0;
    for (int id : batch.sparse()) {
      unseen += id == 1 ? 1 : 0;
    }
    return new int[] {unseen};
  }

  @Override
  public double[] score(Batch batch) {
    if (closed.get()) {
      throw new IllegalStateException("closed");
    }
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    batches.incrementAndGet();
    double[] probabilities = new double[batch.size()];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = (weight * batch.dense().get(i) + batch.sparse()[i]) / 1000;
    }
    if (closed.get()) {
      throw new IllegalStateException("closed meanwhile");
    }
    return probabilities;
  }

  @Override
  public void close() {
    closed.set(true);
  }
}
