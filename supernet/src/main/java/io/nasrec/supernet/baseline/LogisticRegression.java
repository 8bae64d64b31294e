package io.nasrec.supernet.baseline;

import ai.djl.ndarray.NDArray;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.network.CtrNetwork;
import java.util.List;
import java.util.Map;

/**
 * Logistic regression over one-hot ids and the dense features: one scalar per id (embedding rows of
 * length 1), one per dense feature, and a bias.
 *
 * @param denseFeatures D
 */
public record LogisticRegression(int denseFeatures) implements CtrNetwork {

  @Override
  public List<Weight> weights() {
    return linear().weights();
  }

  @Override
  public int embeddingDim() {
    return FirstOrder.SCALARS;
  }

  @Override
  public int firstOrderScalars() {
    return FirstOrder.SCALARS;
  }

  @Override
  public long macs() {
    return linear().macs();
  }

  @Override
  public NDArray logits(Map<String, NDArray> weights, NDArray dense, NDArray sparse) {
    return linear().logits(weights, dense, sparse);
  }

  private FirstOrder linear() {
    return FirstOrder.of(denseFeatures);
  }
}
