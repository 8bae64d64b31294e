package io.nasrec.supernet.network;

import ai.djl.ndarray.NDArray;
import io.nasrec.space.network.Range;
import io.nasrec.space.network.Weight;
import io.nasrec.space.network.Weight.Role;
import io.nasrec.supernet.engine.Torch;
import java.util.List;
import java.util.Map;

/**
 * Logistic regression over one-hot ids and the dense features: one scalar per id (embedding rows of
 * length 1), one per dense feature, and a bias.
 *
 * @param denseFeatures D
 */
public record LogisticRegression(int denseFeatures) implements CtrNetwork {
  private static final String WEIGHT = "dense.weight";
  private static final String BIAS = "dense.bias";

  @Override
  public List<Weight> weights() {
    return List.of(
        new Weight(WEIGHT, Role.LINEAR_WEIGHT, Range.first(1), Range.first(denseFeatures)),
        new Weight(BIAS, Role.LINEAR_BIAS, Range.first(1), List.of()));
  }

  @Override
  public int embeddingDim() {
    return 1;
  }

  @Override
  public NDArray logits(Map<String, NDArray> weights, NDArray dense, NDArray sparse) {
    NDArray ids = sparse.sum(new int[] {2});
    return Torch.linear(dense, weights.get(WEIGHT), weights.get(BIAS)).add(ids);
  }
}
