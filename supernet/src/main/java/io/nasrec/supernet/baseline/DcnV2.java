package io.nasrec.supernet.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.network.CtrNetwork;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * DCN-V2 in its parallel structure with full-rank matrices (Wang et al., WWW 2021): cross layers
 * {@code x_{l+1} = x_0 ⊙ (W_l x_l + b_l) + x_l} (eq. 1) and a feed-forward network, both over
 * {@code x_0}, the concatenation of all embedding rows and the numeric features; one linear layer
 * over the two outputs gives the logit.
 *
 * @param input D, F and E
 * @param crossLayers at least 1
 * @param hidden widths of the feed-forward network
 */
public record DcnV2(InputShape input, int crossLayers, List<Integer> hidden) implements CtrNetwork {
  public DcnV2 {
    hidden = List.copyOf(hidden);
  }

  @Override
  public List<Weight> weights() {
    return Stream.concat(
            cross().map(Linear::weights), Stream.of(deep().weights(), output().weights()))
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public int embeddingDim() {
    return input.embeddingDim();
  }

  @Override
  public long macs() {
    return cross().mapToLong(Linear::macs).sum() + deep().macs() + output().macs();
  }

  @Override
  public NDArray logits(Map<String, NDArray> weights, NDArray dense, NDArray sparse) {
    NDArray rows = sparse.reshape(sparse.getShape().get(0), -1);
    NDArray first = NDArrays.concat(new NDList(rows, dense), 1);
    NDArray crossed = first;
    for (Linear layer : cross().toList()) {
      crossed = first.mul(layer.apply(weights, crossed)).add(crossed);
    }
    NDArray both = NDArrays.concat(new NDList(crossed, deep().apply(weights, first)), 1);
    return output().apply(weights, both);
  }

  private int width() {
    return input.sparseFields() * input.embeddingDim() + input.denseFeatures();
  }

  private Stream<Linear> cross() {
    return IntStream.rangeClosed(1, crossLayers)
        .mapToObj(layer -> Linear.withBias("cross." + layer, width(), width()));
  }

  private Mlp deep() {
    return Mlp.of("deep", width(), hidden);
  }

  private Linear output() {
    return Linear.withBias("output", width() + deep().out(), 1);
  }
}
