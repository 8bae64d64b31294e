package io.nasrec.experiments.cli.bench;

import io.nasrec.data.Batch;
import io.nasrec.data.BatchSource;
import io.nasrec.space.network.InputShape;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Random rows in memory, so that a benchmark measures neither parsing nor a disk.
 *
 * @param rows number of rows
 * @param input D and F
 * @param idsPerField ids of each field, all equally likely: the worst case for caches
 */
record RandomRows(int rows, InputShape input, int idsPerField) implements BatchSource {

  List<Integer> cardinalities() {
    return Collections.nCopies(input.sparseFields(), idsPerField);
  }

  @Override
  public Batch read(int from, int to) {
    return gather(IntStream.range(from, to).toArray(), 0, to - from);
  }

  @Override
  public Batch gather(int[] numbers, int from, int to) {
    int size = to - from;
    int denseFeatures = input.denseFeatures();
    int fields = input.sparseFields();
    float[] labels = new float[size];
    float[] dense = new float[size * denseFeatures];
    int[] sparse = new int[size * fields];
    for (int i = 0; i < size; i++) {
      SplittableRandom random = new SplittableRandom(numbers[from + i]);
      labels[i] = random.nextInt(4) == 0 ? 1 : 0;
      for (int k = 0; k < denseFeatures; k++) {
        dense[i * denseFeatures + k] = (float) (5 * random.nextDouble());
      }
      for (int k = 0; k < fields; k++) {
        sparse[i * fields + k] = random.nextInt(idsPerField);
      }
    }
    return new Batch(size, labels, dense, sparse);
  }
}
