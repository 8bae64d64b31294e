package io.nasrec.experiments.onnx;

import static io.nasrec.experiments.onnx.GraphBuilder.attribute;

import ai.onnx.proto.OnnxMl.AttributeProto;
import com.google.protobuf.ByteString;
import io.nasrec.commons.BadDataException;
import io.nasrec.data.CategoricalColumn;
import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.CategoricalEncoding.Buckets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Maps a categorical column's texts to ids with ONNX's {@code LabelEncoder}. */
final class FieldEncoder {
  private static final String CLASSICAL = "ai.onnx.ml";

  /** The bytes of a value besides its text: its id and the length of the text. */
  private static final int OVERHEAD = 8;

  private final GraphBuilder graph;
  private final int rows;
  private final AttributeProto.Builder keys =
      AttributeProto.newBuilder()
          .setName("keys_strings")
          .setType(AttributeProto.AttributeType.STRINGS);
  private final AttributeProto.Builder ids =
      AttributeProto.newBuilder()
          .setName("values_int64s")
          .setType(AttributeProto.AttributeType.INTS);

  /**
   * An encoder that knows the missing values alone.
   *
   * @param missing texts that stand for a missing value, besides the empty one
   * @param rows embedding rows: values with ids beyond them count as rare and are omitted
   * @throws BadDataException if the column is hashed
   */
  FieldEncoder(GraphBuilder graph, CategoricalColumn column, Set<String> missing, int rows) {
    if (column.encoding() instanceof Buckets buckets) {
      throw new BadDataException(
          ("%s is hashed into %s buckets, and ONNX has no operator for that hash; export the graph"
                  + " over ids (--inputs ids), or train on data that is prepared without"
                  + " data.hashBuckets")
              .formatted(column.name(), buckets.buckets()));
    }
    this.graph = graph;
    this.rows = rows;
    Stream.concat(Stream.of(""), missing.stream().sorted())
        .distinct()
        .forEach(marker -> add(marker, CategoricalEncoding.MISSING));
  }

  /** Adds a value. */
  void add(String text, int id) {
    if (id < rows) {
      ByteString key = ByteString.copyFromUtf8(text);
      graph.occupy(key.size() + OVERHEAD);
      keys.addStrings(key);
      ids.addInts(id);
    }
  }

  /** The ids of texts; of the same shape. */
  Tensor ids(Tensor texts) {
    return graph.node(
        CLASSICAL,
        "LabelEncoder",
        List.of(texts.name()),
        texts.shape(),
        keys.build(),
        ids.build(),
        attribute("default_int64", CategoricalEncoding.RARE));
  }
}
