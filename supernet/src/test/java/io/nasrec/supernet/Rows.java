package io.nasrec.supernet;

import io.nasrec.data.Batch;
import io.nasrec.data.BatchSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Rows on the heap that remember in which order they were gathered. */
public final class Rows implements BatchSource {
  private final Batch all;
  private final List<int[]> gathered = new ArrayList<>();

  public Rows(Batch all) {
    this.all = all;
  }

  /**
   * Random features; labels that follow the first field and the first feature, or none of them.
   *
   * @param learnable whether there is anything to learn
   */
  public static Rows random(
      int rows, int features, int fields, int ids, boolean learnable, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    float[] labels = new float[rows];
    float[] dense = new float[rows * features];
    int[] sparse = random.ints((long) rows * fields, 0, ids).toArray();
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < features; j++) {
        dense[row * features + j] = (float) random.nextGaussian();
      }
      double logit = dense[row * features] + (sparse[row * fields] % 2 == 0 ? 1.5 : -1.5);
      double probability = learnable ? 1 / (1 + Math.exp(-logit)) : 0.5;
      labels[row] = random.nextDouble() < probability ? 1 : 0;
    }
    return new Rows(new Batch(rows, labels, dense, sparse));
  }

  /** The row numbers of each batch that was gathered, in order. */
  public List<int[]> gathered() {
    return gathered;
  }

  @Override
  public int rows() {
    return all.size();
  }

  @Override
  public Batch read(int from, int to) {
    return pick(IntStream.range(from, to).toArray());
  }

  @Override
  public Batch gather(int[] rows, int from, int to) {
    int[] picked = IntStream.range(from, to).map(i -> rows[i]).toArray();
    gathered.add(picked);
    return pick(picked);
  }

  private Batch pick(int[] rows) {
    int features = all.denseWidth();
    int fields = all.sparse().length / all.size();
    float[] labels = new float[rows.length];
    float[] dense = new float[rows.length * features];
    int[] sparse = new int[rows.length * fields];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = all.labels()[rows[i]];
      all.dense().get(rows[i] * features, dense, i * features, features);
      System.arraycopy(all.sparse(), rows[i] * fields, sparse, i * fields, fields);
    }
    return new Batch(rows.length, labels, dense, sparse);
  }
}
