package io.nasrec.supernet.model;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.FileDigest;
import io.nasrec.commons.Progress;
import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.Dataset;
import io.nasrec.data.Manifest;
import io.nasrec.data.encode.Vocabularies;
import io.nasrec.data.encode.VocabularyReader;
import io.nasrec.data.raw.CategoricalField;
import io.nasrec.supernet.weights.EmbeddingTable;
import io.nasrec.supernet.weights.EmbeddingTables;
import io.nasrec.supernet.weights.ModelWeights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A trained model as the start of a training on another data set. All tensors are the model's. A
 * value that the model knows by its text keeps its embedding row under its new id, and so do
 * missing and rare values; other rows keep their initial values.
 *
 * <p>Memory: 4 bytes per id; the model's own weights are in memory only while they are copied.
 */
public final class WarmStart {
  private static final int NONE = -1;

  private final ModelDirectory model;
  private final Start start;

  /** Per field, the model's id of each id of the data set, or {@link #NONE}; null where hashed. */
  private final int[][] ids;

  private WarmStart(ModelDirectory model, Start start, int[][] ids) {
    this.model = model;
    this.start = start;
    this.ids = ids;
  }

  /**
   * Digest of a model's weights: the same wherever it lies, and after its evaluation.
   *
   * @return 64 hexadecimal digits
   */
  public static String digest(ModelDirectory model) throws IOException {
    return FileDigest.SHA_256.digest(model.path().resolve(ModelDirectory.WEIGHTS), Progress.NONE);
  }

  /**
   * Compares a model with a data set.
   *
   * @param maxEmbeddingRows maximum number of rows per table of the new training
   * @throws BadDataException if the data set's columns are others or mean something else, naming
   *     all of them
   */
  public static WarmStart of(ModelDirectory model, Dataset dataset, int maxEmbeddingRows)
      throws IOException {
    SavedModel saved = model.model();
    Manifest data = dataset.manifest();
    List<String> problems = ColumnFit.problems(saved.data(), data);
    if (!problems.isEmpty()) {
      throw new BadDataException(
          "%s: cannot start from this model with the data set in %s: %s"
              .formatted(model.path(), dataset.directory(), String.join("; ", problems)));
    }
    int[][] ids = ids(model, dataset);
    List<Start.Field> fields = new ArrayList<>();
    for (int f = 0; f < ids.length; f++) {
      fields.add(
          field(
              data.sparseNames().get(f),
              ids[f],
              new Table(saved.cardinalities().get(f), saved.maxEmbeddingRows()),
              new Table(data.cardinalities().get(f), maxEmbeddingRows)));
    }
    Start start =
        new Start(
            digest(model),
            saved.network().label(),
            saved.data().digest(),
            saved.data().raw(),
            fields);
    return new WarmStart(model, start, ids);
  }

  private static int[][] ids(ModelDirectory model, Dataset dataset) {
    Manifest data = dataset.manifest();
    int[][] ids = new int[data.sparseNames().size()][];
    for (int f = 0; f < ids.length; f++) {
      if (data.key().categorical().get(f).encoding() instanceof CategoricalEncoding.Vocabulary) {
        ids[f] = new int[data.cardinalities().get(f)];
        Arrays.fill(ids[f], NONE);
        ids[f][CategoricalEncoding.MISSING] = CategoricalEncoding.MISSING;
        ids[f][CategoricalEncoding.RARE] = CategoricalEncoding.RARE;
      }
    }
    if (Vocabularies.wanted(data.key().categorical())) {
      List<CategoricalField> fields = model.model().data().fields();
      Vocabularies known = model.encoder().vocabularies();
      VocabularyReader.read(
          dataset.directory().resolve(Manifest.VOCABULARY),
          (field, id, text, count) -> {
            if (text != null) {
              int before = known.id(field, fields.get(field).coding().key(text));
              ids[field][id] = before == CategoricalEncoding.RARE ? NONE : before;
            }
          });
    }
    return ids;
  }

  /** A field's ids and its table's limit. */
  private record Table(int ids, int maxRows) {
    int values() {
      return ids - CategoricalEncoding.FIRST;
    }

    boolean hasRow(int id) {
      return id < maxRows;
    }
  }

  private static Start.Field field(String name, int[] ids, Table before, Table now) {
    int known = 0;
    int shared = 0;
    for (int id = CategoricalEncoding.FIRST; id < now.ids(); id++) {
      int old = ids == null ? id : ids[id];
      known += old == NONE ? 0 : 1;
      shared += now.hasRow(id) && before.hasRow(old) ? 0 : 1;
    }
    return new Start.Field(name, known, now.values() - known, before.values() - known, shared);
  }

  /** The model. */
  public ModelDirectory model() {
    return model;
  }

  /** What the training starts from. */
  public Start start() {
    return start;
  }

  /**
   * Replaces initial values by those that the model has.
   *
   * @param weights of the model's network, over the data set's ids
   */
  public void fill(ModelWeights weights) throws IOException {
    try (ModelWeights known = model.weights(weights.engine())) {
      weights.parameters().copyFrom(known.parameters());
      for (int f = 0; f < ids.length; f++) {
        fill(weights.embeddings().table(f), known.embeddings(), f);
      }
    }
  }

  private void fill(EmbeddingTable table, EmbeddingTables known, int field) {
    float[] values = new float[table.dim()];
    for (int row = 0; row < table.rows(); row++) {
      int id = ids[field] == null ? row : ids[field][row];
      if (id != NONE) {
        known.table(field).read(known.row(field, id), values);
        table.page(row).put(table.offset(row), values);
      }
    }
  }
}
