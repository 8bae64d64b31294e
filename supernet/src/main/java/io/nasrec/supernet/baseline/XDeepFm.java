package io.nasrec.supernet.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.network.CtrNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * xDeepFM (Lian et al., KDD 2018, eq. 15): a linear part, a compressed interaction network and a
 * feed-forward network over the same embeddings; their logits are added.
 *
 * <p>Layer k of the compressed interaction network (eq. 6) has maps {@code X^k_h = Σ_i Σ_j W^k_hij
 * (X^{k−1}_i ∘ X^0_j)}, without activation; the sum over each map's E scalars (eq. 8) reaches the
 * output (eq. 9, 10).
 *
 * @param input D, F and E
 * @param maps number of maps of each layer of the compressed interaction network
 * @param hidden widths of the feed-forward network
 */
public record XDeepFm(InputShape input, List<Integer> maps, List<Integer> hidden)
    implements CtrNetwork {
  public XDeepFm {
    maps = List.copyOf(maps);
    hidden = List.copyOf(hidden);
  }

  @Override
  public List<Weight> weights() {
    return Stream.concat(
            Stream.of(machine().weights(), deep().weights(), output().weights()),
            interactions().stream().map(Linear::weights))
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public int embeddingDim() {
    return machine().embeddingDim();
  }

  @Override
  public int firstOrderScalars() {
    return machine().firstOrderScalars();
  }

  @Override
  public long macs() {
    return machine().macs()
        + deep().macs()
        + output().macs()
        + input.embeddingDim() * interactions().stream().mapToLong(Linear::macs).sum();
  }

  @Override
  public NDArray logits(Map<String, NDArray> weights, NDArray dense, NDArray sparse) {
    NDArray vectors = machine().vectors().tensor(weights, dense, sparse);
    return machine()
        .linear(weights, dense, sparse)
        .add(deep().logits(weights, vectors))
        .add(output().apply(weights, pooled(weights, vectors)));
  }

  /** Every map of every layer, summed over its scalars: {@code (batch, Σ maps)}. */
  private NDArray pooled(Map<String, NDArray> weights, NDArray vectors) {
    NDList pooled = new NDList();
    NDArray fields = vectors.expandDims(2);
    NDArray layer = vectors;
    for (Linear interaction : interactions()) {
      // (batch, E, H, 1) · (batch, E, 1, m): all products of a previous scalar with a field's. This
      // is the largest array of all and is freed as soon as no gradient needs it.
      try (NDArray products = layer.expandDims(3).mul(fields);
          NDArray flat =
              products.reshape(vectors.getShape().get(0), input.embeddingDim(), interaction.in())) {
        layer = interaction.apply(weights, flat);
      }
      pooled.add(layer.sum(new int[] {1}));
    }
    return NDArrays.concat(pooled, 1);
  }

  /** The weights of eq. 6: layer k maps H_{k−1} · m products to H_k. */
  private List<Linear> interactions() {
    int fields = machine().vectors().count();
    List<Linear> layers = new ArrayList<>();
    int before = fields;
    for (int count : maps) {
      layers.add(Linear.withoutBias("cin." + (layers.size() + 1), before * fields, count));
      before = count;
    }
    return layers;
  }

  private Linear output() {
    int width = maps.stream().mapToInt(Integer::intValue).sum();
    return Linear.withoutBias("cin.output", width, 1);
  }

  /**
   * The linear part and the embeddings are the factorization machine's; its pairwise term is not
   * used.
   */
  private FactorizationMachine machine() {
    return new FactorizationMachine(input);
  }

  private DeepPart deep() {
    return DeepPart.of(machine().vectors().size(), hidden, false);
  }
}
