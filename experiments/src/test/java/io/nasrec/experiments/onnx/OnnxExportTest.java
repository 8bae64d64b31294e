package io.nasrec.experiments.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.commons.BadDataException;
import io.nasrec.data.CategoricalColumn;
import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.DenseColumn;
import io.nasrec.data.DenseTransform;
import io.nasrec.space.network.InputShape;
import io.nasrec.supernet.network.CtrNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an export refuses, and what its file tells. */
class OnnxExportTest {
  @TempDir private Path directory;

  @Test
  void whatOnnxCannotExpress() throws IOException {
    CtrNetwork network = RandomModel.small(new InputShape(1, 1, 8));
    try (RandomModel model = RandomModel.of(network, new InputShape(1, 1, 8), List.of(5), 5, 1)) {
      Path file = directory.resolve("model.onnx");
      assertThatThrownBy(() -> export(model, "user", new CategoricalEncoding.Buckets(3), file))
          .isInstanceOf(BadDataException.class)
          .hasMessage(
              "user is hashed into 3 buckets, and ONNX has no operator for that hash; export the"
                  + " graph over ids (--inputs ids), or train on data that is prepared without"
                  + " data.hashBuckets");
      assertThatThrownBy(
              () -> export(model, "probability", new CategoricalEncoding.Vocabulary(1), file))
          .isInstanceOf(BadDataException.class)
          .hasMessage(
              "an ONNX graph names each value once, but probability would be two of them; export"
                  + " the graph over ids (--inputs ids) instead");
      assertThat(file).doesNotExist();
    }
  }

  private static void export(
      RandomModel model, String name, CategoricalEncoding encoding, Path file) throws IOException {
    RawColumns columns =
        new RawColumns(
            List.of(new DenseColumn("price", DenseTransform.NONE)),
            List.of(new CategoricalColumn(name, encoding)),
            Set.of(),
            visitor -> {});
    OnnxExport.ofRaw(model.network(), model.weights(), columns, Map.of()).write(file);
  }

  @Test
  void moreThanAFileHolds() {
    GraphBuilder graph = new GraphBuilder();
    graph.occupy(1L << 30);
    assertThatThrownBy(() -> graph.occupy(1L << 30))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            "an ONNX file holds at most 2 GiB, but the model's weights and values need more than"
                + " 1983 MiB; train it with fewer embedding rows (retrain.embeddingRows) or values"
                + " (data.minCount)");
  }

  /** As many as a field of a large click log has. */
  @Test
  void aMillionValues() throws Exception {
    int count = 1_000_000;
    InputShape input = new InputShape(1, 1, 8);
    RawColumns columns =
        new RawColumns(
            List.of(new DenseColumn("price", DenseTransform.NONE)),
            List.of(new CategoricalColumn("user", new CategoricalEncoding.Vocabulary(1))),
            Set.of(),
            visitor -> {
              for (int i = 0; i < count; i++) {
                visitor.value(0, "user-" + i, CategoricalEncoding.FIRST + i);
              }
            });
    Path file = directory.resolve("model.onnx");
    int ids = CategoricalEncoding.FIRST + count;
    try (RandomModel model =
        RandomModel.of(RandomModel.small(input), input, List.of(ids), ids, 1)) {
      OnnxExport.ofRaw(model.network(), model.weights(), columns, Map.of()).write(file);
      String[] users = {"user-0", "user-" + (count - 1), "user-" + count, ""};
      float[][] dense = {{1}, {2}, {3}, {4}};
      int[][] encoded = {{2}, {count + 1}, {1}, {0}};
      try (Session session = new Session(file)) {
        Closeness.assertClose(
            session.probabilities(Map.of("user", users, "price", new float[] {1, 2, 3, 4})),
            model.probabilities(dense, encoded));
      }
    }
  }
}
