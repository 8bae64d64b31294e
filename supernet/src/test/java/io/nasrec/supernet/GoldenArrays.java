package io.nasrec.supernet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.nasrec.space.ReferenceNumbers;
import io.nasrec.supernet.engine.TorchEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The arrays of one file of reference numbers. */
public final class GoldenArrays implements AutoCloseable {
  private final NDManager manager = new TorchEngine(1).newManager();
  private final Map<String, NDArray> arrays = new HashMap<>();

  GoldenArrays(String file) {
    try (InputStream in = ReferenceNumbers.open(file)) {
      for (NDArray array : NDList.decode(manager, in)) {
        arrays.put(array.getName(), array);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<Integer> shape(String name) {
    return Arrays.stream(array(name).getShape().getShape()).mapToObj(Math::toIntExact).toList();
  }

  public float[] floats(String name) {
    return array(name).toType(DataType.FLOAT32, true).toFloatArray();
  }

  public double[] doubles(String name) {
    return array(name).toType(DataType.FLOAT64, true).toDoubleArray();
  }

  int[] integers(String name) {
    return array(name).toType(DataType.INT32, true).toIntArray();
  }

  private NDArray array(String name) {
    NDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("no array " + name + ", only " + arrays.keySet());
    }
    return array;
  }

  @Override
  public void close() {
    manager.close();
  }
}
