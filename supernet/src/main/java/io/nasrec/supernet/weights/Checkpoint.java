package io.nasrec.supernet.weights;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.DamagedFileException;
import io.nasrec.supernet.weights.Safetensors.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights in a safetensors file: tensors by path, embedding tables as {@code embeddings.FIELD}, and
 * provenance in the header's metadata.
 */
public final class Checkpoint {
  private Checkpoint() {}

  /**
   * Writes all weights to a temporary file and moves it into place.
   *
   * @param metadata where the weights come from
   */
  public static void write(Path file, ModelWeights weights, Map<String, String> metadata)
      throws IOException {
    write(file, Map.of("", weights), metadata);
  }

  /**
   * Writes several sets of weights to one file.
   *
   * @param parts by the prefix of their tensors' names
   */
  public static void write(Path file, Map<String, ModelWeights> parts, Map<String, String> metadata)
      throws IOException {
    Safetensors.write(file, tensors(parts), metadata);
  }

  /**
   * Reads a file into weights of the same shapes, and checks all of it.
   *
   * @return the metadata that were written
   * @throws DamagedFileException if the file is missing or damaged, or contains a value that is not
   *     finite; the weights then have no usable content
   * @throws BadDataException if the file is intact but its tensors are not those of the weights,
   *     which then stay unchanged
   * @throws IOException if the file cannot be read
   */
  public static Map<String, String> read(Path file, ModelWeights weights) throws IOException {
    return read(file, Map.of("", weights));
  }

  /** Reads a file that {@link #write(Path, Map, Map)} wrote; otherwise like the method above. */
  public static Map<String, String> read(Path file, Map<String, ModelWeights> parts)
      throws IOException {
    return Safetensors.read(file, tensors(parts));
  }

  /**
   * Checks all of a file, without weights to read it into.
   *
   * @return the metadata that were written
   * @throws DamagedFileException like {@link #read(Path, ModelWeights)}
   * @throws IOException if the file cannot be read
   */
  public static Map<String, String> metadata(Path file) throws IOException {
    return Safetensors.metadata(file);
  }

  private static Map<String, Tensor> tensors(Map<String, ModelWeights> parts) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    parts.forEach((prefix, weights) -> add(prefix, weights, tensors));
    return tensors;
  }

  private static void add(String prefix, ModelWeights weights, Map<String, Tensor> tensors) {
    for (Parameter parameter : weights.parameters().all()) {
      tensors.put(
          prefix + parameter.weight().path(),
          new Tensor(parameter.weight().shape(), List.of(parameter.values())));
    }
    EmbeddingTables tables = weights.embeddings();
    for (int field = 0; field < tables.fields(); field++) {
      EmbeddingTable table = tables.table(field);
      tensors.put(
          prefix + "embeddings." + field,
          new Tensor(List.of(table.rows(), table.dim()), table.pages()));
    }
  }
}
