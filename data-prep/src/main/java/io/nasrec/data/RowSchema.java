package io.nasrec.data;

import io.nasrec.commons.CheckedJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The Arrow schema of a split's file: {@code label} float32, {@code dense}
 * FixedSizeList&lt;float32&gt;[D], {@code sparse} FixedSizeList&lt;int32&gt;[F], without nulls. A
 * row's values are contiguous, so that a batch takes only a few block copies. Names, encodings,
 * cardinalities and digests are in the schema's metadata, lists as JSON.
 */
public final class RowSchema {
  /** The column of labels. */
  public static final String LABEL = "label";

  /** The column of dense inputs. */
  public static final String DENSE = "dense";

  /** The column of ids. */
  public static final String SPARSE = "sparse";

  /** The metadata key of the data set's digest. */
  public static final String DIGEST = "nasrec.digest";

  private static final ArrowType FLOAT = new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
  private static final ArrowType INT = new ArrowType.Int(32, true);

  private RowSchema() {}

  /**
   * The schema of the files of one data set.
   *
   * @param key what the data set is made from
   * @param denseNames the names of the D dense inputs
   * @param cardinalities the number of ids of each of the F fields
   * @return the schema
   */
  public static Schema of(DatasetKey key, List<String> denseNames, List<Integer> cardinalities) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put(DIGEST, key.digest());
    metadata.put("nasrec.formatVersion", String.valueOf(key.formatVersion()));
    metadata.put("nasrec.rawSha256", key.rawSha256());
    metadata.put("nasrec.denseNames", CheckedJson.compact(denseNames));
    metadata.put("nasrec.denseColumns", CheckedJson.compact(key.dense()));
    metadata.put("nasrec.sparseColumns", CheckedJson.compact(key.categorical()));
    metadata.put("nasrec.cardinalities", CheckedJson.compact(cardinalities));
    return new Schema(
        List.of(
            column(LABEL, FLOAT),
            list(DENSE, denseNames.size(), FLOAT),
            list(SPARSE, key.categorical().size(), INT)),
        metadata);
  }

  /**
   * The schema required of the files of a finished data set.
   *
   * @param manifest the data set's manifest
   * @return the schema
   */
  public static Schema of(Manifest manifest) {
    return of(manifest.key(), manifest.denseNames(), manifest.cardinalities());
  }

  private static Field list(String name, int size, ArrowType element) {
    return new Field(
        name,
        FieldType.notNullable(new ArrowType.FixedSizeList(size)),
        List.of(column("item", element)));
  }

  private static Field column(String name, ArrowType type) {
    return new Field(name, FieldType.notNullable(type), null);
  }
}
