package io.nasrec.supernet.kernels;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;

/**
 * The heads of self-attention, {@code softmax(q kᵀ / sqrt(width)) v}, and their derivative.
 *
 * <p>With heads of only two columns, the engine's matrix products have little to compute, and its
 * time goes into writing and reading matrices of scores. Here every lane of a vector register
 * belongs to one head of one example, and scores are discarded after their query; the backward pass
 * recomputes them, as FlashAttention does (Dao et al., 2022). Arithmetic is float32, in an order
 * that depends only on the shape.
 */
public final class AttentionKernel implements Kernel {
  private final int rows;
  private final int heads;
  private final int width;

  /** E. */
  private final int dim;

  private final float scale;

  /** The results of each block's forward pass that the backward pass needs. */
  private final List<AttentionBlock.Softmax> softmaxes = new ArrayList<>();

  /**
   * @param rows n, of the sequence
   * @param heads number of heads
   * @param width columns of a head
   */
  public AttentionKernel(int rows, int heads, int width) {
    this.rows = rows;
    this.heads = heads;
    this.width = width;
    this.dim = heads * width;
    this.scale = (float) (1 / Math.sqrt(width));
  }

  /**
   * {@inheritDoc}
   *
   * @param x {@code (batch, n, 3 · heads · width)}: queries, keys, values
   * @param y {@code (batch, n, heads · width)}
   */
  @Override
  public void forward(FloatBuffer x, FloatBuffer y) {
    softmaxes.clear();
    float[] out = new float[rows * dim];
    eachBlock(
        x,
        (block, from) -> {
          softmaxes.add(block.forward());
          for (int e = 0; e < examples(block, from, x); e++) {
            block.outputs.write(out, e, 0, dim, 1);
            y.put((from + e) * out.length, out);
          }
        });
  }

  @Override
  public void backward(FloatBuffer x, FloatBuffer y, FloatBuffer dy, FloatBuffer dx) {
    float[] in = new float[rows * 3 * dim];
    float[] out = new float[rows * dim];
    eachBlock(
        x,
        (block, from) -> {
          int examples = examples(block, from, x);
          for (int e = 0; e < examples; e++) {
            y.get((from + e) * out.length, out);
            block.outputs.read(out, e, 0, dim, 1);
            dy.get((from + e) * out.length, out);
            block.outputGradients.read(out, e, 0, dim, 1);
          }
          block.backward(softmaxes.get(from / block.examples));
          for (int e = 0; e < examples; e++) {
            block.queryGradients.write(in, e, 0, 3 * dim, scale);
            block.keyGradients.write(in, e, dim, 3 * dim, 1);
            block.valueGradients.write(in, e, 2 * dim, 3 * dim, 1);
            dx.put((from + e) * in.length, in);
          }
        });
  }

  /**
   * Splits a batch into blocks.
   *
   * @param work receives a block that has read its inputs, and the index of its first example
   */
  private void eachBlock(FloatBuffer x, ObjIntConsumer<AttentionBlock> work) {
    float[] in = new float[rows * 3 * dim];
    AttentionBlock block = new AttentionBlock(rows, heads, width);
    for (int from = 0; from < batch(x); from += block.examples) {
      for (int e = 0; e < examples(block, from, x); e++) {
        x.get((from + e) * in.length, in);
        block.queries.read(in, e, 0, 3 * dim, scale);
        block.keys.read(in, e, dim, 3 * dim, 1);
        block.values.read(in, e, 2 * dim, 3 * dim, 1);
      }
      work.accept(block, from);
    }
  }

  /**
   * The number of examples in a block; the last block may not be full, and its other lanes are
   * idle.
   */
  private int examples(AttentionBlock block, int from, FloatBuffer x) {
    return Math.min(block.examples, batch(x) - from);
  }

  private int batch(FloatBuffer x) {
    return x.capacity() / (rows * 3 * dim);
  }
}
