package io.nasrec.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.commons.BadDataException;
import io.nasrec.commons.CheckedJson;
import io.nasrec.commons.DamagedFileException;
import io.nasrec.commons.Progress;
import io.nasrec.commons.RandomStreams;
import io.nasrec.data.prepare.Preparation;
import io.nasrec.data.prepare.PrepareOptions;
import io.nasrec.data.raw.Synthetic;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetTest {
  @TempDir Path parent;
  private Path directory;

  @BeforeEach
  void prepare() {
    directory = prepare("set", 1);
  }

  private Path prepare(String name, long seed) {
    PrepareOptions options =
        new PrepareOptions(
            new Synthetic(3_000, seed), SplitScheme.NASREC, 1, 10, DenseTransform.LOG1P);
    return Preparation.run(options, parent.resolve(name), Progress.NONE).directory();
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Files.delete(directory.resolve("validation.arrow"));
    assertThatThrownBy(() -> Dataset.open(directory))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(directory.resolve("validation.arrow") + " is missing");
    assertThatThrownBy(() -> Dataset.open(parent.resolve("none")))
        .isInstanceOf(BadDataException.class)
        .hasMessageEndingWith("none is not a prepared data set: it has no manifest.json");
  }

  @Test
  void aFileOfAnotherDataSetIsRefused() throws IOException {
    Path other = prepare("other", 2);
    Files.delete(directory.resolve("test.arrow"));
    Files.copy(other.resolve("test.arrow"), directory.resolve("test.arrow"));
    assertThatThrownBy(() -> Dataset.open(directory))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("test.arrow is damaged: manifest.json gives it the checksum crc32c:")
        .hasMessageContaining(", but that of its content is crc32c:");
  }

  @Test
  void splitsThatChangedPlacesAreRefused() throws IOException {
    Files.delete(directory.resolve("train.arrow"));
    Files.copy(directory.resolve("test.arrow"), directory.resolve("train.arrow"));
    assertThatThrownBy(() -> Dataset.open(directory))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("train.arrow is damaged: manifest.json gives it the checksum");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.00001, 0.5, 0.9999})
  void aCutOffFileIsDamaged(double part) throws IOException {
    Path file = directory.resolve("train.arrow");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, (int) (bytes.length * part)));
    assertThatThrownBy(() -> Dataset.open(directory))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(file + " is damaged: ");
  }

  @Test
  void eachFlippedBitIsFound() throws IOException {
    RandomGenerator random = RandomStreams.stream(1, "damage");
    for (String name : List.of("train.arrow", "test.arrow", "vocabulary.arrow", "manifest.json")) {
      Path file = directory.resolve(name);
      byte[] bytes = Files.readAllBytes(file);
      for (int i = 0; i < 50; i++) {
        byte[] damaged = bytes.clone();
        damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, damaged);
        assertThatThrownBy(() -> Dataset.open(directory))
            .isInstanceOf(DamagedFileException.class)
            .hasMessageStartingWith(file.toString());
      }
      Files.write(file, bytes);
    }
    Dataset.open(directory).close();
  }

  @Test
  void aMissingVocabularyIsNamed() throws IOException {
    Path file = directory.resolve("vocabulary.arrow");
    Files.delete(file);
    assertThatThrownBy(() -> Dataset.open(directory))
        .isInstanceOf(DamagedFileException.class)
        .hasMessage(file + " is missing, although a manifest.json lies beside it");
  }

  @Test
  void aFileThatBecomesShorterWhileItIsReadIsNamed() throws IOException {
    Path file = directory.resolve("train.arrow");
    try (Dataset dataset = Dataset.open(directory)) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(0);
      }
      Split train = dataset.train();
      assertThatThrownBy(() -> train.read(0, train.rows()))
          .isInstanceOf(DamagedFileException.class)
          .hasMessage(file + " is damaged: it became shorter while it was read");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/key|seed|2|digest must be that of the key",
        "/key/categorical/0/encoding|minCount|0|minCount must be at least 1, but was 0",
        "/key|formatVersion|99|expected format version 4, but found 99",
        "/train|rows|0|rows must be at least 1, but was 0",
        "|extra|0|Unrecognized field \"extra\"",
      })
  void aManifestOfAnotherVersionIsRefused(String at, String key, int value, String message)
      throws IOException {
    Path file = directory.resolve("manifest.json");
    ObjectNode manifest = CheckedJson.read(file);
    ((ObjectNode) manifest.at(at == null ? "" : at)).put(key, value);
    CheckedJson.write(file, manifest);
    assertThatThrownBy(() -> Dataset.open(directory))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageStartingWith(file + " was written by another version of nasrec: ")
        .hasMessageContaining(message);
  }

  @Test
  void rowsOutOfRangeAreRefused() {
    try (Dataset dataset = Dataset.open(directory)) {
      Split train = dataset.train();
      int rows = train.rows();
      assertThat(train.read(rows, rows).size()).isZero();
      assertThatThrownBy(() -> train.read(-1, 5)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> train.read(5, 4)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> train.read(0, rows + 1))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessageContaining(String.valueOf(rows));
      assertThatThrownBy(() -> train.gather(new int[] {0, rows}, 0, 2))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessageContaining(String.valueOf(rows));
      assertThatThrownBy(() -> train.gather(new int[] {0, 1}, 0, 3))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void aClosedDataSetIsNotRead() {
    Dataset dataset = Dataset.open(directory);
    Split train = dataset.train();
    dataset.close();
    assertThatThrownBy(() -> train.read(0, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the data set is closed");
  }

  @Test
  void testRowsAreRevealedOncePerNetworkAndOnlyDuringItsEvaluation() {
    try (Dataset dataset = Dataset.open(directory)) {
      List<BatchSource> kept = new ArrayList<>();
      int rows =
          dataset
              .test()
              .reveal(
                  "a",
                  source -> {
                    kept.add(source);
                    return source.read(0, source.rows()).size();
                  });

      assertThat(rows).isEqualTo(dataset.test().rows());
      assertThat(dataset.test().<Integer>reveal("b", BatchSource::rows)).isEqualTo(rows);
      assertThatThrownBy(() -> dataset.test().reveal("a", BatchSource::rows))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("the test rows were already revealed for network a");
      assertThatThrownBy(() -> kept.get(0).read(0, 1)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void severalThreadsReadTheSameRows() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Dataset dataset = Dataset.open(directory)) {
      Split train = dataset.train();
      Batch all = train.read(0, train.rows());
      List<Future<Boolean>> checks = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        RandomGenerator random = RandomStreams.stream(1, "thread", thread);
        checks.add(threads.submit(() -> readsAgree(train, all, random)));
      }
      for (Future<Boolean> check : checks) {
        assertThat(check.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
  }

  private static boolean readsAgree(Split train, Batch all, RandomGenerator random) {
    boolean agree = true;
    for (int i = 0; i < 500; i++) {
      int from = random.nextInt(train.rows());
      int to = Math.min(train.rows(), from + 1 + random.nextInt(300));
      Batch batch = train.read(from, to);
      int[] rows = {from, to - 1};
      Batch ends = train.gather(rows, 0, 2);
      agree &= Arrays.equals(batch.labels(), Arrays.copyOfRange(all.labels(), from, to));
      agree &= batch.dense().equals(all.dense().slice(from * 13, (to - from) * 13));
      agree &= Arrays.equals(batch.sparse(), Arrays.copyOfRange(all.sparse(), from * 26, to * 26));
      agree &= ends.sparse()[26] == all.sparse()[(to - 1) * 26];
    }
    return agree;
  }
}
