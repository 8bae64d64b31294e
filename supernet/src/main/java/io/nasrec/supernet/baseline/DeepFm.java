package io.nasrec.supernet.baseline;

import ai.djl.ndarray.NDArray;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.network.CtrNetwork;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * DeepFM (Guo et al., IJCAI 2017, eq. 1): a factorization machine and a feed-forward network over
 * the same embeddings; their logits are added.
 *
 * @param input D, F and E
 * @param hidden widths of the deep component
 */
public record DeepFm(InputShape input, List<Integer> hidden) implements CtrNetwork {
  public DeepFm {
    hidden = List.copyOf(hidden);
  }

  @Override
  public List<Weight> weights() {
    return Stream.concat(machine().weights().stream(), deep().weights().stream()).toList();
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
    return machine().macs() + deep().macs();
  }

  @Override
  public NDArray logits(Map<String, NDArray> weights, NDArray dense, NDArray sparse) {
    NDArray vectors = machine().vectors().tensor(weights, dense, sparse);
    return machine()
        .linear(weights, dense, sparse)
        .add(FactorizationMachine.pairs(vectors))
        .add(deep().logits(weights, vectors));
  }

  private FactorizationMachine machine() {
    return new FactorizationMachine(input);
  }

  private DeepPart deep() {
    return DeepPart.of(machine().vectors().size(), hidden, true);
  }
}
