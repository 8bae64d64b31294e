package io.nasrec.supernet.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nasrec.commons.BadDataException;
import io.nasrec.commons.DamagedFileException;
import io.nasrec.commons.RandomStreams;
import io.nasrec.space.network.Range;
import io.nasrec.space.network.Weight;
import io.nasrec.space.network.Weight.Role;
import io.nasrec.supernet.Tensors;
import io.nasrec.supernet.engine.TorchEngine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  private static final Weight MATRIX = matrix(3, 5);
  private static final Weight BIAS =
      new Weight("head.bias", Role.LINEAR_BIAS, Range.first(3), List.of());
  private static final Map<String, String> METADATA =
      Map.of("seed", "7", "data", "Größe \"x\"\n", "empty", "");

  @TempDir Path directory;
  private Path file;
  private ModelWeights weights;

  @BeforeEach
  void open() {
    file = directory.resolve("weights.safetensors");
    // The second table is longer than one chunk of writing.
    weights =
        ModelWeights.own(new TorchEngine(1), List.of(MATRIX, BIAS), List.of(4, 40_000), 2, 50_000);
    new Initializer(1, 1).fill(weights.parameters());
    new Initializer(1, 1).fill(weights.embeddings());
    weights.parameters().stored(BIAS).values().put(0, new float[] {-0.0f, Float.MIN_VALUE, 1e38f});
  }

  @AfterEach
  void close() {
    weights.close();
  }

  @Test
  void roundTrip() throws IOException {
    Checkpoint.write(file, weights, METADATA);
    try (ModelWeights read = weights.zerosLike()) {
      assertThat(Checkpoint.read(file, read)).isEqualTo(METADATA);
      Map<String, float[]> expected = Tensors.floats(weights);
      Tensors.floats(read)
          .forEach((name, values) -> assertThat(values).as(name).isEqualTo(expected.get(name)));
    }
    assertThat(files()).containsExactly(file);
  }

  /** A table in several buffers is one tensor in the file. */
  @Test
  void tablesInPages() throws IOException {
    try (ModelWeights paged = paged(1);
        ModelWeights whole = paged(20)) {
      new Initializer(1, 1).fill(paged.embeddings());
      Checkpoint.write(file, paged, METADATA);
      Checkpoint.read(file, whole);
      float[] values = Tensors.floats(whole.embeddings().table(0).pages().get(0));
      assertThat(values).hasSize(10).doesNotContain(0f);
      for (int row = 0; row < 5; row++) {
        EmbeddingTable table = paged.embeddings().table(0);
        assertThat(table.page(row).get(table.offset(row) + 1)).isEqualTo(values[2 * row + 1]);
      }
      Path other = directory.resolve("whole.safetensors");
      Checkpoint.write(other, whole, METADATA);
      assertThat(Files.readAllBytes(other)).isEqualTo(Files.readAllBytes(file));
      try (ModelWeights back = paged(1)) {
        Checkpoint.read(other, back);
        Checkpoint.write(other, back, METADATA);
        assertThat(Files.readAllBytes(other)).isEqualTo(Files.readAllBytes(file));
      }
    }
  }

  private static ModelWeights paged(int pageBits) {
    return new ModelWeights(
        Parameters.own(new TorchEngine(1), List.of(MATRIX)),
        new EmbeddingTables(new TorchEngine(1), 2, pageBits, List.of(5)));
  }

  @Test
  void equalWeightsGiveEqualBytes() throws IOException {
    Checkpoint.write(file, weights, METADATA);
    byte[] bytes = Files.readAllBytes(file);
    Checkpoint.write(file, weights, new LinkedHashMap<>(METADATA));
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  /** The other way round: what DJL encodes has no checksum. */
  @Test
  void safetensorsAsDjlHasThem() throws IOException {
    Checkpoint.write(file, weights, METADATA);
    try (NDManager manager = new TorchEngine(1).newManager()) {
      NDList decoded;
      try (var in = new ByteArrayInputStream(Files.readAllBytes(file))) {
        decoded = NDList.decode(manager, in);
      }
      assertThat(decoded.stream().map(NDArray::getName))
          .containsExactlyInAnyOrder("head.weight", "head.bias", "embeddings.0", "embeddings.1");
      NDArray matrix = decoded.get("head.weight");
      assertThat(matrix.getShape()).isEqualTo(new Shape(3, 5));
      assertThat(matrix.toFloatArray())
          .isEqualTo(Tensors.floats(weights.parameters().stored(MATRIX).values()));
      assertThat(decoded.get("head.bias").toFloatArray())
          .isEqualTo(Tensors.floats(weights.parameters().stored(BIAS).values()));
      assertThat(decoded.get("embeddings.1").getShape()).isEqualTo(new Shape(40_000, 2));
      assertThat(decoded.get("embeddings.1").toFloatArray())
          .isEqualTo(Tensors.floats(weights.embeddings().table(1).pages().get(0)));

      ByteArrayOutputStream out = new ByteArrayOutputStream();
      decoded.encode(out, NDList.Encoding.SAFETENSORS);
      Files.write(file, out.toByteArray());
      assertThatThrownBy(() -> Checkpoint.read(file, weights))
          .isInstanceOf(DamagedFileException.class)
          .hasMessage(
              file + " has no checksum: it is damaged, or an earlier version of nasrec wrote it");
    }
  }

  /** As the format's specification asks: data at a multiple of 8, offsets without gaps. */
  @Test
  void header() throws IOException {
    Checkpoint.write(file, weights, METADATA);
    byte[] bytes = Files.readAllBytes(file);
    int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    assertThat(length % 8).isZero();
    JsonNode header =
        new ObjectMapper().readTree(new String(bytes, 8, length, StandardCharsets.UTF_8));
    assertThat(header.path("__metadata__").path("seed").asText()).isEqualTo("7");
    assertThat(header.path("head.weight").path("data_offsets").toString()).isEqualTo("[0,60]");
    assertThat(header.path("head.bias").path("data_offsets").toString()).isEqualTo("[60,72]");
    assertThat(bytes).hasSize(8 + length + 72 + 4 * 2 * 40_004);
  }

  @Test
  void cutOffFiles() throws IOException {
    Checkpoint.write(file, weights, METADATA);
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 7, 8, 50, 1000, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertDamaged();
    }
    Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
    assertDamaged();
  }

  @Test
  void flippedBits() throws IOException {
    Checkpoint.write(file, weights, METADATA);
    byte[] bytes = Files.readAllBytes(file);
    RandomGenerator random = RandomStreams.stream(1, "damage");
    for (int i = 0; i < 1000; i++) {
      byte[] damaged = bytes.clone();
      // The header is short: it would hardly be hit.
      int at = random.nextInt(i % 2 == 0 ? 600 : bytes.length);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      assertDamaged();
    }
  }

  private void assertDamaged() {
    try (ModelWeights read = weights.zerosLike()) {
      assertThatThrownBy(() -> Checkpoint.read(file, read))
          .isInstanceOf(DamagedFileException.class)
          .hasMessageStartingWith(file.toString());
      assertThatThrownBy(() -> Checkpoint.metadata(file))
          .isInstanceOf(DamagedFileException.class)
          .hasMessageStartingWith(file.toString());
    }
  }

  /** Sums that are right do not make a header right whose tensors lie on one another. */
  @Test
  void overlapsAndGaps() throws IOException {
    for (String offsets : List.of("[56,68]", "[64,76]", "[60,70]")) {
      Checkpoint.write(file, weights, METADATA);
      byte[] bytes = Files.readAllBytes(file);
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      Files.writeString(file, text.replace("[60,72]", offsets), StandardCharsets.ISO_8859_1);
      assertThatThrownBy(() -> Checkpoint.read(file, weights))
          .isInstanceOf(DamagedFileException.class)
          .hasMessage(file + " is damaged: its header is not as one of these tensors is written");
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void valuesThatAreNoNumbers(float value) throws IOException {
    weights.embeddings().table(1).pages().get(0).put(70_001, value);
    Checkpoint.write(file, weights, METADATA);
    try (ModelWeights read = weights.zerosLike()) {
      assertThatThrownBy(() -> Checkpoint.read(file, read))
          .isInstanceOf(DamagedFileException.class)
          .hasMessage(file + " is damaged: a value of embeddings.1 is no finite number");
    }
  }

  @Test
  void otherFiles() throws IOException {
    Files.writeString(file, "weights in a format that is not ours");
    assertThatThrownBy(() -> Checkpoint.read(file, weights))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageStartingWith(file + " is damaged: it is no safetensors file");
    Path none = directory.resolve("none");
    assertThatThrownBy(() -> Checkpoint.read(none, weights))
        .isInstanceOf(DamagedFileException.class)
        .hasMessage(none + " is missing, and the weights with it");
  }

  @Test
  void otherNetworks() throws IOException {
    Checkpoint.write(file, weights, METADATA);
    assertRefused(
        List.of(matrix(5, 3), BIAS),
        List.of(4, 40_000),
        "head.weight must be of shape [5, 3], but was [3, 5]");
    assertRefused(List.of(MATRIX, BIAS), List.of(4, 39_999), "embeddings.1 must be of shape");
    assertRefused(
        List.of(MATRIX, BIAS),
        List.of(4, 40_000, 2),
        "embeddings.2 must be of shape [2, 2], but there is none");
    assertRefused(List.of(MATRIX), List.of(4, 40_000), "tensors that the network does not have");
    assertRefused(List.of(MATRIX, BIAS), List.of(4), "tensors that the network does not have");
  }

  private void assertRefused(List<Weight> tensors, List<Integer> cardinalities, String message) {
    try (ModelWeights other =
        ModelWeights.own(new TorchEngine(1), tensors, cardinalities, 2, 50_000)) {
      assertThatThrownBy(() -> Checkpoint.read(file, other))
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining(message)
          .hasMessageContaining(file.toString());
      Tensors.floats(other)
          .forEach((name, values) -> assertThat(values).as(name + " untouched").containsOnly(0f));
    }
  }

  @Test
  void failedWritesLeaveNothingBehind() throws IOException {
    Path inTheWay = Files.createDirectories(directory.resolve("taken/by a directory"));
    assertThatThrownBy(() -> Checkpoint.write(inTheWay.getParent(), weights, METADATA))
        .isInstanceOf(IOException.class);
    assertThat(files()).containsExactly(inTheWay.getParent());
    assertThatThrownBy(() -> Checkpoint.write(directory.resolve("no/such"), weights, METADATA))
        .isInstanceOf(IOException.class);
    assertThat(files()).containsExactly(inTheWay.getParent());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private static Weight matrix(int rows, int columns) {
    return new Weight("head.weight", Role.LINEAR_WEIGHT, Range.first(rows), Range.first(columns));
  }
}
