package io.nasrec.experiments.onnx;

import io.nasrec.supernet.weights.Parameter;
import java.util.List;

/**
 * The parts shared by the baselines, as graphs; the tensors have the paths used in {@code
 * io.nasrec.supernet.baseline}.
 *
 * @param layers the weights
 * @param dense {@code (batch, D)}
 * @param sparse {@code (batch, E or E + 1, F)}
 */
record BaselineParts(Layers layers, Tensor dense, Tensor sparse) {
  private static final String NUMERIC = "dense.embedding";

  /** One vector per field, {@code (batch, E, F + D)}: the ids' first. */
  Tensor vectors(int dim) {
    Tensor ids = sparse.shape().get(0) > dim ? operations().slice(sparse, 0, 0, dim) : sparse;
    Parameter stored = layers.parameter(NUMERIC);
    String numbers =
        operations()
            .graph()
            .floats(NUMERIC, List.of(dim, dense.width()), Layers.transposed(stored));
    Tensor numeric =
        operations()
            .multiply(
                operations().reshape(dense, 1, dense.width()),
                Tensor.of(numbers),
                List.of(dim, dense.width()));
    return operations().concat(List.of(ids, numeric));
  }

  /** {@code w₀ + Σ w_i x_i}, an id's w being the last scalar of its row. */
  Tensor firstOrder() {
    int last = sparse.shape().get(0) - 1;
    Tensor ids = operations().sum(operations().slice(sparse, 0, last, last + 1), 1);
    return operations().add(linear("dense", dense), ids);
  }

  /** The sum of all inner products of two different vectors. */
  Tensor pairs(Tensor vectors) {
    Tensor sum = operations().sum(Pairs.squares(operations(), vectors), 0);
    // Summing over an example's only axis leaves no axis.
    return operations().scale(operations().reshape(sum, 1), 0.5);
  }

  /** Layers {@code name.1}, {@code name.2}, …, each with the activation. */
  Tensor mlp(String name, int count, Tensor x) {
    Tensor y = x;
    for (int layer = 1; layer <= count; layer++) {
      y = operations().relu(linear(name + "." + layer, y));
    }
    return y;
  }

  /** The feed-forward network over all vectors, to one logit. */
  Tensor deep(int count, boolean biased, Tensor vectors) {
    Tensor hidden = mlp("deep", count, operations().flat(vectors));
    return biased ? linear("deep.output", hidden) : unbiased("deep.output", hidden);
  }

  Tensor linear(String name, Tensor x) {
    return layers.linear(x, name + ".weight", List.of(name + ".bias"));
  }

  Tensor unbiased(String name, Tensor x) {
    return layers.linear(x, name + ".weight", List.of());
  }

  Operations operations() {
    return layers.operations();
  }
}
