package io.nasrec.experiments.onnx;

import static io.nasrec.experiments.onnx.GraphBuilder.attribute;

import com.google.protobuf.ByteString;
import io.nasrec.data.BadDataException;
import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.CategoricalEncoding.Buckets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Maps a categorical column's texts to ids with ONNX's {@code LabelEncoder}. */
final class FieldGraph {
  private static final String CLASSICAL = "ai.onnx.ml";

  /** The bytes of a value besides its text: its id and the length of the text. */
  private static final int OVERHEAD = 8;

  private FieldGraph() {}

  /**
   * A column's ids.
   *
   * @param rows embedding rows: values with ids beyond them count as rare and are omitted
   * @return of the texts' shape
   * @throws BadDataException if the column is hashed
   */
  static Tensor ids(Operations operations, RawColumns.Field field, Tensor texts, int rows)
      throws IOException {
    if (field.column().encoding() instanceof Buckets buckets) {
      throw new BadDataException(
          ("%s is hashed into %s buckets, and ONNX has no operator for that hash; export the graph"
                  + " over ids (--inputs ids), or train on data that is prepared without data.hashBuckets")
              .formatted(field.name(), buckets.buckets()));
    }
    List<ByteString> keys = new ArrayList<>();
    List<Long> ids = new ArrayList<>();
    Stream.concat(Stream.of(""), field.missing().stream().sorted())
        .distinct()
        .forEach(
            marker -> {
              keys.add(ByteString.copyFromUtf8(marker));
              ids.add((long) CategoricalEncoding.MISSING);
            });
    field
        .values()
        .forEach(
            (text, id) -> {
              if (id < rows) {
                ByteString key = ByteString.copyFromUtf8(text);
                operations.graph().occupy(key.size() + OVERHEAD);
                keys.add(key);
                ids.add((long) id);
              }
            });
    return operations
        .graph()
        .node(
            CLASSICAL,
            "LabelEncoder",
            List.of(texts.name()),
            texts.shape(),
            GraphBuilder.texts("keys_strings", keys),
            attribute("values_int64s", ids),
            attribute("default_int64", CategoricalEncoding.RARE));
  }
}
