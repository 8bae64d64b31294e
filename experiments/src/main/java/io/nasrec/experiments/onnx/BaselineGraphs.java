package io.nasrec.experiments.onnx;

import io.nasrec.supernet.baseline.AutoInt;
import io.nasrec.supernet.baseline.DcnV2;
import io.nasrec.supernet.baseline.DeepFm;
import io.nasrec.supernet.baseline.Dlrm;
import io.nasrec.supernet.baseline.FactorizationMachine;
import io.nasrec.supernet.baseline.XDeepFm;
import java.util.ArrayList;
import java.util.List;

/** The forward passes of the baselines as graphs, each to {@code (batch, 1)} logits. */
final class BaselineGraphs {
  private final BaselineParts parts;
  private final Operations operations;

  BaselineGraphs(BaselineParts parts) {
    this.parts = parts;
    this.operations = parts.operations();
  }

  Tensor logisticRegression() {
    return parts.firstOrder();
  }

  Tensor logits(FactorizationMachine network) {
    Tensor vectors = parts.vectors(network.input().embeddingDim());
    return operations.add(parts.firstOrder(), parts.pairs(vectors));
  }

  Tensor logits(DeepFm network) {
    Tensor vectors = parts.vectors(network.input().embeddingDim());
    Tensor machine = operations.add(parts.firstOrder(), parts.pairs(vectors));
    return operations.add(machine, parts.deep(network.hidden().size(), true, vectors));
  }

  Tensor logits(Dlrm network) {
    int dim = network.input().embeddingDim();
    // The hidden layers, and the one of width E.
    Tensor vector = parts.mlp("bottom", network.bottom().size() + 1, parts.dense());
    Tensor vectors = operations.concat(List.of(operations.reshape(vector, dim, 1), parts.sparse()));
    Tensor interactions =
        operations.concat(List.of(vector, Pairs.innerProducts(operations, vectors)));
    return parts.linear("top.output", parts.mlp("top", network.top().size(), interactions));
  }

  Tensor logits(DcnV2 network) {
    // Both sides flatten (batch, E, F).
    Tensor first = operations.concat(List.of(operations.flat(parts.sparse()), parts.dense()));
    Tensor crossed = first;
    for (int layer = 1; layer <= network.crossLayers(); layer++) {
      Tensor mapped = parts.linear("cross." + layer, crossed);
      crossed = operations.add(operations.multiply(first, mapped), crossed);
    }
    Tensor deep = parts.mlp("deep", network.hidden().size(), first);
    return parts.linear("output", operations.concat(List.of(crossed, deep)));
  }

  Tensor logits(XDeepFm network) {
    Tensor vectors = parts.vectors(network.input().embeddingDim());
    Tensor deep = parts.deep(network.hidden().size(), false, vectors);
    Tensor pooled = parts.unbiased("cin.output", pooled(network.maps().size(), vectors));
    return operations.add(operations.add(parts.firstOrder(), deep), pooled);
  }

  /** Every map of every layer of the interaction network, summed over its scalars. */
  private Tensor pooled(int layers, Tensor vectors) {
    int dim = vectors.shape().get(0);
    int count = vectors.width();
    Tensor fields = operations.reshape(vectors, dim, 1, count);
    List<Tensor> pooled = new ArrayList<>();
    Tensor maps = vectors;
    for (int layer = 1; layer <= layers; layer++) {
      int before = maps.width();
      Tensor products =
          operations.multiply(
              operations.reshape(maps, dim, before, 1), fields, List.of(dim, before, count));
      maps = parts.unbiased("cin." + layer, operations.reshape(products, dim, before * count));
      pooled.add(operations.sum(maps, 0));
    }
    return operations.concat(pooled);
  }

  Tensor logits(AutoInt network) {
    Tensor vectors = parts.vectors(network.input().embeddingDim());
    Tensor fields = operations.transpose(vectors, 1, 0);
    AttentionHeads heads = new AttentionHeads(operations, network.heads(), network.headDim());
    for (int layer = 1; layer <= network.layers(); layer++) {
      String name = "attention." + layer + ".";
      Tensor attended =
          heads.joined(
              parts.unbiased(name + "query", fields),
              parts.unbiased(name + "key", fields),
              parts.unbiased(name + "value", fields));
      fields = operations.relu(operations.add(attended, parts.unbiased(name + "residual", fields)));
    }
    Tensor output = parts.linear("attention.output", operations.flat(fields));
    return operations.add(output, parts.deep(network.hidden().size(), true, vectors));
  }
}
