package io.nasrec.search.proxy;

import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.UnscorableException;

/**
 * Fisher pruning's saliency of activations (Turner et al., "BlockSwap", ICLR 2020, equation 2;
 * summed over channels and layers as in Abdelfattah et al., ICLR 2021, equation 4): {@code Σ_c ½
 * mean_n (Σ_p a_ncp ∂L/∂a_ncp)²} with L the mean loss, a the outputs of the linear layers, n the
 * sample rows, c a layer's second axis and p what follows it (an image's positions).
 *
 * <p>On a CTR network a layer's output is {@code (batch, units)}: each unit is a channel. The
 * row-wise layers have {@code (batch, E, rows)}, the attention's {@code (batch, rows, E)}; their
 * last axis takes the place of the positions, as it does in the published function. Before a layer
 * normalisation over that axis, the inner sum is zero because the normalisation removes the scale,
 * so such layers add almost nothing. The projections inside the attention are parts of one
 * operation, whose outputs none of the definitions considers.
 */
public record Fisher() implements Proxy {
  @Override
  public String name() {
    return "fisher";
  }

  @Override
  public Score score(Measurements measurements) {
    double saliency = measurements.sampleGradients().activationSaliency();
    if (saliency == 0) {
      throw new UnscorableException("the gradient of every layer's output is zero");
    }
    return Score.of(saliency);
  }
}
