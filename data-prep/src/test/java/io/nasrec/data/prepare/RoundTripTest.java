package io.nasrec.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.commons.Progress;
import io.nasrec.data.Batch;
import io.nasrec.data.BatchSource;
import io.nasrec.data.CriteoLines;
import io.nasrec.data.Dataset;
import io.nasrec.data.DenseTransform;
import io.nasrec.data.SplitName;
import io.nasrec.data.SplitScheme;
import io.nasrec.data.raw.CriteoText;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Raw lines against batches and files; the expected values are computed here, from the lines. */
class RoundTripTest {
  private static final int ROWS = 45_000; // several record batches in the training split
  private static final int MIN_COUNT = 30;

  @TempDir Path directory;
  private final List<String> lines = CriteoLines.random(ROWS, 9);
  private final Map<SplitName, List<String[]>> expected = new EnumMap<>(SplitName.class);
  private final List<Map<String, Integer>> counts = new ArrayList<>();
  private final List<Map<String, Integer>> ids = new ArrayList<>();
  private BufferAllocator allocator;

  @BeforeEach
  void prepare() throws IOException {
    allocator = new RootAllocator();
    Path raw = CriteoLines.gzip(directory.resolve("raw.gz"), lines);
    Preparation.run(
        new PrepareOptions(
            new CriteoText(raw, 0), SplitScheme.X4, 6, MIN_COUNT, DenseTransform.SQUARE_LOG),
        directory.resolve("set"),
        Progress.NONE);
    Splitter splitter = Splitter.of(SplitScheme.X4, 6, 0);
    for (String line : lines) {
      SplitName split = splitter.next(line.charAt(0) - '0', null);
      expected.computeIfAbsent(split, name -> new ArrayList<>()).add(line.split("\t", -1));
    }
    for (int field = 0; field < 26; field++) {
      Map<String, Integer> count = new HashMap<>();
      for (String[] row : expected.get(SplitName.TRAIN)) {
        count.merge(row[14 + field], 1, Integer::sum);
      }
      List<String> values =
          count.keySet().stream()
              .filter(value -> !value.isEmpty() && count.get(value) >= MIN_COUNT)
              .sorted(Comparator.<String>comparingInt(v -> -count.get(v)).thenComparing(v -> v))
              .toList();
      Map<String, Integer> id = new HashMap<>();
      values.forEach(value -> id.put(value, 2 + id.size()));
      counts.add(count);
      ids.add(id);
    }
  }

  @AfterEach
  void noNativeMemoryIsForgotten() {
    allocator.close();
  }

  private int id(int field, String value) {
    return value.isEmpty() ? 0 : ids.get(field).getOrDefault(value, 1);
  }

  private static float dense(String value) {
    if (value.isEmpty()) {
      return 0;
    }
    double x = Double.parseDouble(value);
    return (float) (x > 2 ? Math.floor(Math.pow(Math.log(x), 2)) : x);
  }

  private void check(String[] row, Batch batch, int at) {
    assertThat(batch.labels()[at]).isEqualTo(Float.parseFloat(row[0]));
    for (int i = 0; i < 13; i++) {
      assertThat(batch.dense().get(at * 13 + i)).isEqualTo(dense(row[1 + i]));
    }
    for (int f = 0; f < 26; f++) {
      assertThat(batch.sparse()[at * 26 + f]).isEqualTo(id(f, row[14 + f]));
    }
  }

  @Test
  void batchesHoldWhatTheLinesSay() {
    try (Dataset dataset = Dataset.open(directory.resolve("set"))) {
      for (int f = 0; f < 26; f++) {
        assertThat(dataset.manifest().cardinalities().get(f)).isEqualTo(2 + ids.get(f).size());
      }
      check(dataset.train(), SplitName.TRAIN);
      check(dataset.validation(), SplitName.VALIDATION);
      dataset.test().reveal("network", rows -> check(rows, SplitName.TEST));
    }
  }

  private int check(BatchSource source, SplitName split) {
    List<String[]> rows = expected.get(split);
    assertThat(source.rows()).isEqualTo(rows.size());
    for (int from = 0; from < rows.size(); from += 999) {
      int to = Math.min(rows.size(), from + 999);
      Batch batch = source.read(from, to);
      assertThat(batch.size()).isEqualTo(to - from);
      for (int row = from; row < to; row++) {
        check(rows.get(row), batch, row - from);
      }
    }
    int[] numbers = new SplittableRandom(1).ints(500, 0, rows.size()).toArray();
    Batch batch = source.gather(numbers, 100, 400);
    for (int i = 100; i < 400; i++) {
      check(rows.get(numbers[i]), batch, i - 100);
    }
    return rows.size();
  }

  @Test
  void arrowsOwnReaderSeesTheSameRows() throws IOException {
    try (FileChannel channel = FileChannel.open(directory.resolve("set").resolve("train.arrow"));
        ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      int row = 0;
      int batches = 0;
      for (; reader.loadNextBatch(); batches++) {
        for (int i = 0; i < root.getRowCount(); i += 97) {
          String[] columns = expected.get(SplitName.TRAIN).get(row + i);
          assertThat(root.getVector("label").getObject(i)).isEqualTo(Float.parseFloat(columns[0]));
          List<?> dense = (List<?>) root.getVector("dense").getObject(i);
          List<?> sparse = (List<?>) root.getVector("sparse").getObject(i);
          assertThat(dense).hasSize(13);
          assertThat(dense.get(12)).isEqualTo(dense(columns[13]));
          assertThat(sparse).hasSize(26);
          assertThat(sparse.get(25)).isEqualTo(id(25, columns[39]));
        }
        row += root.getRowCount();
      }
      assertThat(row).isEqualTo(expected.get(SplitName.TRAIN).size());
      assertThat(batches).isGreaterThan(1);
    }
  }

  @Test
  void theVocabularyFileHoldsValuesCountsAndIds() throws IOException {
    try (FileChannel channel =
            FileChannel.open(directory.resolve("set").resolve("vocabulary.arrow"));
        ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      long[] rows = new long[26];
      int values = 0;
      while (reader.loadNextBatch()) {
        for (int i = 0; i < root.getRowCount(); i++) {
          int field = (Integer) root.getVector("field").getObject(i);
          long count = (Long) root.getVector("count").getObject(i);
          int id = (Integer) root.getVector("id").getObject(i);
          Object value = root.getVector("value").getObject(i);
          rows[field] += count;
          if (value == null) {
            assertThat(id).isLessThan(2);
          } else {
            assertThat(id).isEqualTo(ids.get(field).get(value.toString()));
            assertThat(count).isEqualTo((long) counts.get(field).get(value.toString()));
            values++;
          }
        }
      }
      assertThat(rows).containsOnly(expected.get(SplitName.TRAIN).size());
      assertThat(values).isEqualTo(ids.stream().mapToInt(Map::size).sum());
    }
  }
}
