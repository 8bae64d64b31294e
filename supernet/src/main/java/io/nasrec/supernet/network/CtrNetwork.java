package io.nasrec.supernet.network;

import ai.djl.ndarray.NDArray;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.Tape;
import java.util.List;
import java.util.Map;

/**
 * A click-through-rate network: a function from inputs and named weights to logits. It has no
 * weights and does not know whether those given are slices of a supernet or a network's own.
 */
public interface CtrNetwork {

  /** The tensors that {@link #logits} reads, embedding rows excluded. */
  List<Weight> weights();

  /** The length of the embedding rows: E, plus one if ids have first-order weights. */
  int embeddingDim();

  /**
   * The number of scalars at the end of an embedding row that are weights of a linear part, which
   * start at 0 like those of {@link Weight.Role#FIRST_ORDER_WEIGHT}; the rest of a row is a vector
   * with random initial values.
   */
  default int firstOrderScalars() {
    return 0;
  }

  /**
   * Multiply-accumulates per example: linear layers and batched products; element-wise operations
   * are not counted.
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
   * Like {@link #logits(Map, NDArray, NDArray)}, in the fastest way for float32 arrays. Anything
   * computed from the result is differentiated by {@link Tape#backward}.
   *
   * @param tape of this pass only; knows what to differentiate with respect to
   */
  default NDArray logits(Map<String, NDArray> weights, NDArray dense, NDArray sparse, Tape tape) {
    return logits(weights, dense, sparse);
  }
}
