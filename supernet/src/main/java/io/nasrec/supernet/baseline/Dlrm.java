package io.nasrec.supernet.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.network.PairwiseProducts;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * DLRM (Naumov et al., arXiv 1906.00091, section 2): a bottom network turns the numeric features
 * into one more vector; a top network computes the logit from the inner products of all pairs of
 * vectors and that vector.
 *
 * @param input D, F and E
 * @param bottom hidden widths of the bottom network; a layer of width E follows
 * @param top hidden widths of the top network; a layer of width 1 without activation follows
 */
public record Dlrm(InputShape input, List<Integer> bottom, List<Integer> top)
    implements CtrNetwork {
  public Dlrm {
    bottom = List.copyOf(bottom);
    top = List.copyOf(top);
  }

  @Override
  public List<Weight> weights() {
    return Stream.of(bottomLayers().weights(), topLayers().weights(), output().weights())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public int embeddingDim() {
    return input.embeddingDim();
  }

  @Override
  public long macs() {
    return bottomLayers().macs()
        + PairwiseProducts.macs(vectors(), input.embeddingDim())
        + topLayers().macs()
        + output().macs();
  }

  @Override
  public NDArray logits(Map<String, NDArray> weights, NDArray dense, NDArray sparse) {
    NDArray vector = bottomLayers().apply(weights, dense);
    NDArray vectors = NDArrays.concat(new NDList(vector.expandDims(2), sparse), 2);
    NDArray interactions = NDArrays.concat(new NDList(vector, PairwiseProducts.of(vectors)), 1);
    return output().apply(weights, topLayers().apply(weights, interactions));
  }

  private int vectors() {
    return input.sparseFields() + 1;
  }

  private Mlp bottomLayers() {
    return Mlp.of(
        "bottom",
        input.denseFeatures(),
        Stream.concat(bottom.stream(), Stream.of(input.embeddingDim())).toList());
  }

  private Mlp topLayers() {
    return Mlp.of("top", input.embeddingDim() + PairwiseProducts.count(vectors()), top);
  }

  private Linear output() {
    return Linear.withBias("top.output", topLayers().out(), 1);
  }
}
