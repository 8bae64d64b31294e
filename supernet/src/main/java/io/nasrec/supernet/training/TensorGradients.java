package io.nasrec.supernet.training;

import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.FloatSums;
import io.nasrec.supernet.engine.Shards;
import io.nasrec.supernet.engine.Shards.Shard;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * Gradients with respect to the tensors that a network is bound to.
 *
 * @param tensors one per path, contiguous
 * @param squaredNorm sum of all squares
 */
record TensorGradients(Map<String, FloatBuffer> tensors, double squaredNorm) {

  /**
   * Adds up gradients, in order, in the memory of the first. Their squares are summed in the same
   * pass, because reading them again would take as long as adding them.
   *
   * @param bound the tensors that have a gradient
   * @param parts one gradient per path each
   * @param shards the threads that share the work
   */
  static TensorGradients sum(
      List<Weight> bound, List<Map<String, FloatBuffer>> parts, Shards shards) {
    double squares = 0;
    for (double part : shards.map(Shards.MANY, shard -> sum(bound, parts, shard))) {
      squares += part;
    }
    return new TensorGradients(parts.get(0), squares);
  }

  private static double sum(List<Weight> bound, List<Map<String, FloatBuffer>> parts, Shard shard) {
    double squares = 0;
    for (Weight weight : bound) {
      List<FloatBuffer> values = parts.stream().map(part -> part.get(weight.path())).toList();
      FloatBuffer first = values.get(0);
      List<FloatBuffer> others = values.subList(1, values.size());
      int size = first.capacity();
      squares += FloatSums.add(first, others, shard.from(size), shard.to(size));
    }
    return squares;
  }
}
