package io.nasrec.supernet.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.Range;
import io.nasrec.space.network.Weight;
import io.nasrec.space.network.Weight.Role;
import java.util.List;
import java.util.Map;

/**
 * One vector per field, numeric fields included: an id's embedding row, and {@code x v} for a
 * numeric feature x with a vector v of its own (FM, eq. 1; AutoInt, eq. 4).
 *
 * @param input D, F and E
 */
record FieldVectors(InputShape input) {
  private static final String NUMERIC = "dense.embedding";

  /** The number of vectors, F + D. */
  int count() {
    return input.sparseFields() + input.denseFeatures();
  }

  /** The number of scalars in all vectors of an example, (F + D) E. */
  int size() {
    return count() * input.embeddingDim();
  }

  List<Weight> weights() {
    return List.of(
        new Weight(
            NUMERIC,
            Role.EMBEDDING,
            Range.first(input.denseFeatures()),
            Range.first(input.embeddingDim())));
  }

  /**
   * All vectors, the fields of ids first.
   *
   * @param dense {@code (batch, D)}
   * @param sparse {@code (batch, at least E, F)}; rows beyond E are ignored here
   * @return {@code (batch, E, F + D)}
   */
  NDArray tensor(Map<String, NDArray> weights, NDArray dense, NDArray sparse) {
    NDArray numeric = dense.expandDims(1).mul(weights.get(NUMERIC).transpose());
    NDArray ids = sparse;
    if (sparse.getShape().get(1) > input.embeddingDim()) {
      ids = sparse.get(new NDIndex(":, 0:{}", input.embeddingDim()));
    }
    return NDArrays.concat(new NDList(ids, numeric), 2);
  }
}
