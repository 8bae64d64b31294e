package io.nasrec.experiments.onnx;

import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.Attention;
import io.nasrec.space.network.CompressedInteraction;
import io.nasrec.space.network.Cross;
import io.nasrec.space.network.DotProduct;
import io.nasrec.space.network.EmbeddedFullyConnected;
import io.nasrec.space.network.FlatFullyConnected;
import io.nasrec.space.network.FullyConnected;
import io.nasrec.space.network.Operator;
import io.nasrec.space.network.Projection;
import io.nasrec.space.network.SigmoidGating;
import io.nasrec.space.network.Sum;
import java.util.List;

/**
 * The parts of a choice block as graphs. Dense values are {@code (batch, width)}, sparse ones
 * {@code (batch, E, rows)}.
 *
 * @param layers the weights that the parts are bound to
 */
record OperatorGraphs(Layers layers) implements Operator.Functions<Tensor> {

  @Override
  public Tensor fullyConnected(FullyConnected fc, Tensor x) {
    return layers.activated(x, fc.projection());
  }

  /** The strictly lower triangle of all inner products, projected. */
  @Override
  public Tensor dotProduct(DotProduct dot, Tensor x, Tensor sparse) {
    Tensor vector = layers.project(x, dot.dense());
    Tensor column = operations().reshape(vector, vector.width(), 1);
    Tensor rows = layers.project(sparse, dot.rows());
    Tensor vectors = operations().concat(List.of(column, rows));
    return layers.project(Pairs.innerProducts(operations(), vectors), dot.output());
  }

  @Override
  public Tensor gated(SigmoidGating gating, Tensor left, Tensor right) {
    Tensor gate = layers.project(operations().padded(left, gating.width()), gating.gate());
    Tensor gated =
        operations()
            .multiply(operations().sigmoid(gate), operations().padded(right, gating.width()));
    return layers.project(gated, gating.output());
  }

  @Override
  public Tensor sum(Sum sum, Tensor left, Tensor right) {
    Tensor both =
        operations()
            .add(operations().padded(left, sum.width()), operations().padded(right, sum.width()));
    return layers.project(both, sum.output());
  }

  @Override
  public Tensor cross(Cross cross, Tensor flat, Tensor sources) {
    Tensor x = layers.project(sources, cross.input());
    Tensor y = layers.project(layers.project(x, cross.down()), cross.up());
    return operations().add(operations().multiply(flat, y), x);
  }

  @Override
  public Tensor flat(FlatFullyConnected fc, Tensor dense, Tensor sparse) {
    Tensor both = operations().concat(List.of(dense, flattened(sparse)));
    return layers.activated(both, fc.projection());
  }

  @Override
  public Tensor interaction(CompressedInteraction cin, Tensor sparse, Tensor raw) {
    Tensor maps =
        operations()
            .reshape(
                layers.project(sparse, cin.maps()), cin.embeddingDim(), cin.rows(), cin.fields());
    Tensor column = operations().reshape(raw, cin.embeddingDim(), cin.fields(), 1);
    Tensor sums =
        operations().reshape(operations().product(maps, column), cin.embeddingDim(), cin.rows());
    return layers.project(sums, cin.norm());
  }

  /** The flat raw input: the embedding rows one after the other, then the dense features. */
  Tensor flatInput(Tensor dense, Tensor sparse) {
    return operations().concat(List.of(flattened(sparse), dense));
  }

  private Tensor flattened(Tensor sparse) {
    return operations().flat(operations().transpose(sparse, 1, 0));
  }

  @Override
  public Tensor embedded(EmbeddedFullyConnected fc, Tensor sparse) {
    return layers.activated(sparse, fc.projection());
  }

  /** A dense output as 8 rows. */
  Tensor merged(Projection merger, Tensor dense) {
    Tensor rows = layers.project(dense, merger);
    int dim = rows.width() / SearchSpace.MERGER_ROWS;
    return operations().transpose(operations().reshape(rows, SearchSpace.MERGER_ROWS, dim), 1, 0);
  }

  /** {@code (Σ rows)² − Σ rows²}, projected. */
  Tensor factorizationMachine(Projection fm, Tensor rows) {
    return layers.project(Pairs.squares(operations(), rows), fm);
  }

  /** A transformer layer over the rows. */
  @Override
  public Tensor attention(Attention attention, Tensor sparse) {
    Tensor rows = operations().transpose(layers.project(sparse, attention.rows()), 1, 0);
    Tensor projected =
        layers.linear(
            rows,
            attention.input().path(),
            List.of(
                attention.queryBias().path(),
                attention.keyBias().path(),
                attention.valueBias().path()));
    Tensor joined = layers.project(heads(attention, projected), attention.output());
    Tensor attended = layers.project(operations().add(rows, joined), attention.attentionNorm());
    Tensor hidden = layers.activated(attended, attention.hidden());
    Tensor fed = operations().add(attended, layers.project(hidden, attention.feedForward()));
    return operations().transpose(layers.project(fed, attention.feedForwardNorm()), 1, 0);
  }

  /** The concatenated heads, each {@code softmax(q kᵀ / sqrt(E / heads)) v}. */
  private Tensor heads(Attention attention, Tensor projected) {
    int dim = attention.embeddingDim();
    int width = dim / Attention.HEADS;
    Tensor queries = operations().scale(part(projected, 0, dim), 1 / Math.sqrt(width));
    return new AttentionHeads(operations(), Attention.HEADS, width)
        .joined(queries, part(projected, 1, dim), part(projected, 2, dim));
  }

  /** Queries (0), keys (1) or values (2). */
  private Tensor part(Tensor projected, int index, int dim) {
    return operations().slice(projected, 1, index * dim, (index + 1) * dim);
  }

  private Operations operations() {
    return layers.operations();
  }
}
