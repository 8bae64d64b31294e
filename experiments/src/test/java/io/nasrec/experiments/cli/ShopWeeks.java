package io.nasrec.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nasrec.data.Manifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;

/** A shop's rows of two weeks, half of whose users are the same, and an experiment over them. */
final class ShopWeeks {
  static final int ROWS = 1200;

  private final Path directory;

  ShopWeeks(Path directory) throws IOException {
    this.directory = directory;
    rows("week-1.csv", 1, 0);
    rows("week-2.csv", 2, 30);
    Shell shell = new Shell();
    assertThat(shell.run("inspect", file("week-1.csv"), "--out", directory.resolve("shop.yaml")))
        .as(shell.err())
        .isZero();
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  private void rows(String name, long seed, int firstUser) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder("price,user,city,bought\n");
    for (int i = 0; i < ROWS; i++) {
      int city = random.nextInt(6);
      text.append(random.nextInt(9) == 0 ? "" : random.nextInt(9_000) / 100.0).append(',');
      text.append(random.nextInt(20) == 0 ? "" : "user-" + (firstUser + random.nextInt(60)));
      text.append(",city ").append(city).append(',');
      text.append(random.nextDouble() < (city == 0 ? 0.6 : 0.2) ? 1 : 0).append('\n');
    }
    Files.writeString(file(name), text);
  }

  /** A command over a week. */
  List<String> command(String name, int week, String out, String... more) {
    List<String> command = new ArrayList<>(List.of(name, file("shop.yaml").toString()));
    for (String key :
        List.of(
            "data.raw=" + file("week-" + week + ".csv"),
            "data.minCount=3",
            "space.blocks=2",
            "space.embeddingDim=8",
            "retrain.epochs=2",
            "retrain.batchSize=64",
            "retrain.learningRate=0.05",
            "engine.threads=1")) {
      command.addAll(List.of("--set", key));
    }
    command.addAll(List.of("--out", file(out).toString()));
    command.addAll(List.of(more));
    return command;
  }

  /** The values of a data set's or model's fields by field and id, read by Arrow alone. */
  static List<Map<Integer, String>> vocabulary(Path directory) throws IOException {
    List<Map<Integer, String>> fields = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(directory.resolve(Manifest.VOCABULARY));
        RootAllocator allocator = new RootAllocator();
        ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      while (reader.loadNextBatch()) {
        for (int row = 0; row < root.getRowCount(); row++) {
          int field = (int) root.getVector("field").getObject(row);
          while (fields.size() <= field) {
            fields.add(new LinkedHashMap<>());
          }
          Object value = root.getVector("value").getObject(row);
          fields
              .get(field)
              .put(
                  (int) root.getVector("id").getObject(row),
                  value == null ? null : value.toString());
        }
      }
    }
    return fields;
  }

  /** The tensors of a safetensors file, one array per row, read by the format's description. */
  static Map<String, List<float[]>> tensors(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[(int) bytes.getLong()];
    bytes.get(header);
    JsonNode document = new ObjectMapper().readTree(new String(header, StandardCharsets.UTF_8));
    int start = bytes.position();
    Map<String, List<float[]>> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : document.properties()) {
      if (entry.getKey().equals("__metadata__")) {
        continue;
      }
      JsonNode shape = entry.getValue().path("shape");
      int from = start + entry.getValue().path("data_offsets").get(0).asInt();
      int end = start + entry.getValue().path("data_offsets").get(1).asInt();
      FloatBuffer values =
          bytes.slice(from, end - from).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
      float[] all = new float[values.remaining()];
      values.get(all);
      int width = shape.size() < 2 ? 1 : shape.get(1).asInt();
      List<float[]> rows = new ArrayList<>();
      for (int at = 0; at < all.length; at += width) {
        rows.add(Arrays.copyOfRange(all, at, at + width));
      }
      tensors.put(entry.getKey(), rows);
    }
    return tensors;
  }

  /** All values of a safetensors file in its order. */
  static float[] scalars(Path file) throws IOException {
    List<Float> all = new ArrayList<>();
    for (List<float[]> rows : tensors(file).values()) {
      for (float[] row : rows) {
        for (float value : row) {
          all.add(value);
        }
      }
    }
    float[] scalars = new float[all.size()];
    for (int i = 0; i < scalars.length; i++) {
      scalars[i] = all.get(i);
    }
    return scalars;
  }
}
