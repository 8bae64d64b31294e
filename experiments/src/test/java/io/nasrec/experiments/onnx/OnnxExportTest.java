package io.nasrec.experiments.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.data.BadDataException;
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
            List.of(
                new RawColumns.Field(
                    new CategoricalColumn(name, encoding), Set.of(), visitor -> {})));
    OnnxExport.ofRaw(model.network(), model.weights(), columns, Map.of()).write(file);
  }
}
