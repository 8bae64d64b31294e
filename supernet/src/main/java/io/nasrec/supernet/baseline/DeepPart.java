package io.nasrec.supernet.baseline;

import ai.djl.ndarray.NDArray;
import io.nasrec.space.network.Weight;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A feed-forward network from all concatenated embeddings to one logit: the deep component of
 * DeepFM (eq. 3 and 4), xDeepFM and AutoInt+.
 *
 * @param hidden the hidden layers
 * @param output to one logit
 */
record DeepPart(Mlp hidden, Linear output) {

  /**
   * @param in width of all embeddings of an example
   * @param widths hidden widths
   * @param biased whether the last layer has a bias of its own
   */
  static DeepPart of(int in, List<Integer> widths, boolean biased) {
    Mlp hidden = Mlp.of("deep", in, widths);
    String output = "deep.output";
    return new DeepPart(
        hidden,
        biased
            ? Linear.withBias(output, hidden.out(), 1)
            : Linear.withoutBias(output, hidden.out(), 1));
  }

  List<Weight> weights() {
    return Stream.concat(hidden.weights().stream(), output.weights().stream()).toList();
  }

  long macs() {
    return hidden.macs() + output.macs();
  }

  /**
   * The deep part's logit.
   *
   * @param vectors {@code (batch, E, fields)}
   * @return {@code (batch, 1)}
   */
  NDArray logits(Map<String, NDArray> weights, NDArray vectors) {
    NDArray flat = vectors.reshape(vectors.getShape().get(0), -1);
    return output.apply(weights, hidden.apply(weights, flat));
  }
}
