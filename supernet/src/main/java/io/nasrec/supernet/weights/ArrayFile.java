package io.nasrec.supernet.weights;

import io.nasrec.supernet.weights.Safetensors.Tensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Arrays of numbers by name, in a safetensors file. */
public final class ArrayFile {
  private ArrayFile() {}

  /**
   * Writes arrays to a temporary file and moves it into place.
   *
   * @param metadata their provenance
   */
  public static void write(Path file, Map<String, float[]> arrays, Map<String, String> metadata)
      throws IOException {
    Safetensors.write(file, tensors(arrays), metadata);
  }

  /**
   * Reads a file into arrays of the same names and lengths.
   *
   * @return the metadata
   * @throws IOException if the file is not a safetensors file or is truncated
   * @throws IllegalArgumentException if it contains other arrays
   */
  public static Map<String, String> read(Path file, Map<String, float[]> arrays)
      throws IOException {
    return Safetensors.read(file, tensors(arrays));
  }

  /** By name, so that equal arrays give equal bytes whatever the order of the map. */
  private static Map<String, Tensor> tensors(Map<String, float[]> arrays) {
    Map<String, Tensor> tensors = new TreeMap<>();
    arrays.forEach(
        (name, values) ->
            tensors.put(
                name, new Tensor(List.of(values.length), List.of(FloatBuffer.wrap(values)))));
    return tensors;
  }
}
