package io.nasrec.data.encode;

import io.nasrec.commons.DamagedFileException;
import io.nasrec.data.CategoricalColumn;
import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.CategoricalEncoding.Vocabulary;
import io.nasrec.data.raw.CategoricalField;
import io.nasrec.data.raw.Coding;
import io.nasrec.data.raw.RawRows;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.nio.file.Path;
import java.util.List;

/**
 * The ids of the values that have one, of all fields with a vocabulary: some 16 bytes per value.
 * Texts are not kept. Any thread may look up.
 */
public final class Vocabularies {
  private final Long2IntOpenHashMap[] ids; // null where a field is hashed

  private Vocabularies(Long2IntOpenHashMap[] ids) {
    this.ids = ids;
  }

  /** Whether a field has a vocabulary. */
  public static boolean wanted(List<CategoricalColumn> columns) {
    return columns.stream().anyMatch(column -> column.encoding() instanceof Vocabulary);
  }

  /**
   * Reads vocabularies.
   *
   * @param file {@code vocabulary.arrow}; not looked at where every field is hashed
   * @param fields the fields as raw rows have them
   * @param columns how they are encoded, in the same order
   * @param cardinalities ids per field
   * @throws DamagedFileException if the file does not hold these fields with as many ids
   */
  public static Vocabularies read(
      Path file,
      List<CategoricalField> fields,
      List<CategoricalColumn> columns,
      List<Integer> cardinalities) {
    Long2IntOpenHashMap[] ids = new Long2IntOpenHashMap[columns.size()];
    for (int f = 0; f < ids.length; f++) {
      if (columns.get(f).encoding() instanceof Vocabulary) {
        ids[f] = new Long2IntOpenHashMap(cardinalities.get(f) - CategoricalEncoding.FIRST);
        ids[f].defaultReturnValue(CategoricalEncoding.RARE);
      }
    }
    if (wanted(columns)) {
      VocabularyReader.read(
          file,
          (field, id, text, count) -> {
            if (field < 0 || field >= ids.length || ids[field] == null) {
              throw DamagedFileException.damaged(file, "it has a vocabulary of another field");
            }
            if (text != null) {
              ids[field].put(fields.get(field).coding().key(text), id);
            }
          });
    }
    for (int f = 0; f < ids.length; f++) {
      int expected = cardinalities.get(f) - CategoricalEncoding.FIRST;
      if (ids[f] != null && ids[f].size() != expected) {
        throw DamagedFileException.damaged(
            file,
            "field %s should have %s values, but has %s"
                .formatted(columns.get(f).name(), expected, ids[f].size()));
      }
    }
    return new Vocabularies(ids);
  }

  /**
   * A value's id.
   *
   * @param field position of a field that has a vocabulary
   * @param key the value's key
   * @return {@link CategoricalEncoding#RARE} if it has none of its own
   */
  public int id(int field, long key) {
    return ids[field].get(key);
  }

  /**
   * Gives the values of fields with a vocabulary their ids.
   *
   * @param raw the rows
   * @param target (size × F), row-major; those of hashed fields stay
   */
  void encode(RawRows raw, int[] target) {
    for (int f = 0; f < ids.length; f++) {
      if (ids[f] != null) {
        long[] keys = raw.keys(f);
        for (int row = 0, at = f; row < raw.size(); row++, at += ids.length) {
          target[at] =
              keys[row] == Coding.MISSING ? CategoricalEncoding.MISSING : ids[f].get(keys[row]);
        }
      }
    }
  }
}
