package io.nasrec.supernet.network;

import ai.djl.ndarray.NDArray;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.Tape;
import java.util.List;
import java.util.Map;

/**
 * A click-through-rate network: a function from inputs and named weights to logits. It holds no
 * weights and never knows whose they are, a supernet's slices or a network's own.
 */
public interface CtrNetwork {

  /** The tensors that {@link #logits} reads, embedding rows apart. */
  List<Weight> weights();

  /** Length of the embedding rows: E, and one more where an id has a weight of its own. */
  int embeddingDim();

  /**
   * How many scalars at the end of an embedding row are weights of a linear part, which start at 0
   * like those of {@link Weight.Role#FIRST_ORDER_WEIGHT}; the rest of a row is a vector, which
   * starts at random.
   */
  default int firstOrderScalars() {
    return 0;
  }

  /**
   * Multiply-accumulates per example: linear layers and batched products; element-wise work is not
   * counted.
   */
  long macs();

  /**
   * The logits of a batch.
   *
   * @param weights one tensor per path of {@link #weights}
   * @param dense {@code (batch, D)}
   * @param sparse {@code (batch, embeddingDim, F)}: the embedding rows of the batch, rows last, so
   *     that a map over the row axis is a linear layer over the last one
   * @return {@code (batch, 1)}
   */
  NDArray logits(Map<String, NDArray> weights, NDArray dense, NDArray sparse);

  /**
   * As {@link #logits(Map, NDArray, NDArray)}, in the fastest way for float32 arrays. What is made
   * of the result is differentiated by {@link Tape#backward}.
   *
   * @param tape of this pass alone; knows what to differentiate with respect to
   */
  default NDArray logits(Map<String, NDArray> weights, NDArray dense, NDArray sparse, Tape tape) {
    return logits(weights, dense, sparse);
  }
}
