package io.nasrec.supernet.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.nasrec.supernet.engine.EngineArrays;
import io.nasrec.supernet.engine.LargePages;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One field's embedding rows, {@code (rows, E)}, in engine memory: outside the Java heap, and freed
 * as soon as their owner closes. They are split into pages, because a Java buffer is limited to 2
 * GiB.
 */
public final class EmbeddingTable {
  private final int rows;
  private final int dim;
  private final int pageBits;

  /** Own the memory behind the pages. */
  private final List<NDArray> arrays = new ArrayList<>();

  private final FloatBuffer[] pages;

  /**
   * A table of zeros.
   *
   * @param rows at least 1
   * @param dim E
   * @param pageBits a page has 2^pageBits rows, the last one the remainder
   * @param manager owns the memory
   */
  EmbeddingTable(int rows, int dim, int pageBits, NDManager manager) {
    this.rows = rows;
    this.dim = dim;
    this.pageBits = pageBits;
    this.pages = new FloatBuffer[((rows - 1) >>> pageBits) + 1];
    for (int page = 0; page < pages.length; page++) {
      long size = Math.min(1L << pageBits, rows - ((long) page << pageBits));
      NDArray array = LargePages.zeros(manager, new Shape(size, dim));
      arrays.add(array);
      pages[page] = EngineArrays.values(array);
    }
  }

  public int rows() {
    return rows;
  }

  /** E. */
  public int dim() {
    return dim;
  }

  /** Number of scalars. */
  public long size() {
    return (long) rows * dim;
  }

  /** All rows in order, each page row-major. */
  public List<FloatBuffer> pages() {
    return List.of(pages);
  }

  /** The page that holds a row. */
  public FloatBuffer page(int row) {
    return pages[row >>> pageBits];
  }

  /** The position in its page at which a row begins. */
  public int offset(int row) {
    return (row & ((1 << pageBits) - 1)) * dim;
  }

  /**
   * Copies a row.
   *
   * @param target of length E
   */
  public void read(int row, float[] target) {
    page(row).get(offset(row), target);
  }

  /**
   * A row's first scalar. Reading it for many rows, in a loop that does little else, brings the
   * rows into the cache concurrently; copying rows one by one would wait for each.
   */
  public float first(int row) {
    return page(row).get(offset(row));
  }

  /** Copies all values of a table of the same shape. */
  void copyFrom(EmbeddingTable other) {
    for (int i = 0; i < pages.length; i++) {
      pages[i].put(0, other.pages[i], 0, pages[i].capacity());
    }
  }
}
