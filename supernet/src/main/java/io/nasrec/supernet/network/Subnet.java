package io.nasrec.supernet.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.LayerNorm;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.BlockNetwork;
import io.nasrec.space.network.Network;
import io.nasrec.space.network.Operator;
import io.nasrec.space.network.Projection;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The forward pass of every network of the search space (spec section 3), stand-alone or bound to
 * the supernet.
 *
 * <p>Sparse tensors are kept as {@code (batch, E, rows)}, the transpose of the papers' {@code
 * (batch, rows, E)}: the layers over the row axis and their normalisation then work on contiguous
 * memory, and concatenating rows is concatenating last axes.
 *
 * @param network what to compute
 */
public record Subnet(Network network) implements CtrNetwork {
  private static final float NORM_EPSILON = 1e-5f;

  @Override
  public List<Weight> weights() {
    return network.weights();
  }

  @Override
  public int embeddingDim() {
    return network.input().embeddingDim();
  }

  @Override
  public NDArray logits(Map<String, NDArray> weights, NDArray dense, NDArray sparse) {
    return new Pass(weights, dense, sparse).run();
  }

  /** One evaluation of the network: the outputs of the blocks computed so far. */
  private final class Pass {
    private final Map<String, NDArray> weights;

    /** Dense output per source; null where nothing reads it. */
    private final List<NDArray> denseOutputs = new ArrayList<>();

    /** Sparse output per source in parts (operator rows, merger rows), so that rows move once. */
    private final List<List<NDArray>> sparseOutputs = new ArrayList<>();

    Pass(Map<String, NDArray> weights, NDArray dense, NDArray sparse) {
      this.weights = weights;
      denseOutputs.add(dense);
      sparseOutputs.add(List.of(sparse));
    }

    NDArray run() {
      for (BlockNetwork block : network.blocks()) {
        compute(block);
      }
      return head();
    }

    private void compute(BlockNetwork block) {
      NDArray dense = null;
      for (Operator.Dense operator : block.dense()) {
        dense = plus(dense, dense(operator));
      }
      NDArray rows = null;
      for (Operator.Sparse operator : block.sparse()) {
        rows = plus(rows, sparse(operator));
      }
      List<NDArray> sparse = new ArrayList<>();
      if (rows != null) {
        sparse.add(rows);
      }
      if (block.merger().isPresent()) {
        sparse.add(merged(block.merger().get(), dense));
      }
      if (block.fm().isPresent()) {
        dense = dense.add(project(factorizationMachine(rows), block.fm().get()));
      }
      denseOutputs.add(dense);
      sparseOutputs.add(sparse);
    }

    private NDArray dense(Operator.Dense operator) {
      if (operator instanceof Operator.FullyConnected fc) {
        return Activation.relu(project(denseInput(fc.sources()), fc.projection()));
      }
      if (operator instanceof Operator.DotProduct dot) {
        return dotProduct(dot);
      }
      throw new IllegalStateException("no forward pass for " + operator);
    }

    private NDArray sparse(Operator.Sparse operator) {
      if (operator instanceof Operator.EmbeddedFullyConnected fc) {
        return Activation.relu(project(sparseInput(fc.sources()), fc.projection()));
      }
      throw new IllegalStateException("no forward pass for " + operator);
    }

    /** The strictly lower triangle of all inner products, projected. */
    private NDArray dotProduct(Operator.DotProduct dot) {
      NDArray vector = project(denseInput(dot.denseSources()), dot.dense()).expandDims(2);
      NDArray rows = project(sparseInput(dot.sparseSources()), dot.rows());
      NDArray vectors = NDArrays.concat(new NDList(vector, rows), -1);
      int count = dot.projectedRows() + 1;
      NDArray gram = vectors.transpose(0, 2, 1).matMul(vectors).reshape(-1, count * (long) count);
      NDArray triangle =
          gram.get(new NDIndex(":, {}", gram.getManager().create(lowerTriangle(count))));
      return project(triangle, dot.output());
    }

    /** {@code (Σ rows)² − Σ rows²}, {@code (batch, E)}; no factor ½ (spec section 3). */
    private NDArray factorizationMachine(NDArray rows) {
      NDArray squareOfSum = rows.sum(new int[] {2}).square();
      return squareOfSum.sub(rows.square().sum(new int[] {2}));
    }

    private NDArray merged(Projection merger, NDArray dense) {
      return project(dense, merger)
          .reshape(-1, SearchSpace.MERGER_ROWS, embeddingDim())
          .transpose(0, 2, 1);
    }

    /** The head's columns for sparse rows are row after row; ours are transposed instead. */
    private NDArray head() {
      Projection head = network.head();
      NDArray weight = weights.get(head.weight().orElseThrow().path());
      NDArray dense = denseOutputs.get(denseOutputs.size() - 1);
      long column = dense.getShape().get(1);
      NDArray logits =
          Torch.linear(
              dense,
              weight.get(new NDIndex(":, 0:{}", column)),
              weights.get(head.bias().orElseThrow().path()));
      for (NDArray part : sparseOutputs.get(sparseOutputs.size() - 1)) {
        long rows = part.getShape().get(2);
        long size = rows * embeddingDim();
        NDArray columns =
            weight
                .get(new NDIndex(":, {}:{}", column, column + size))
                .reshape(rows, embeddingDim())
                .transpose()
                .reshape(1, size);
        logits = logits.add(Torch.linear(part.reshape(-1, size), columns, null));
        column += size;
      }
      return logits;
    }

    private NDArray denseInput(List<Integer> sources) {
      return concatenated(sources.stream().map(denseOutputs::get).toList());
    }

    private NDArray sparseInput(List<Integer> sources) {
      return concatenated(sources.stream().flatMap(s -> sparseOutputs.get(s).stream()).toList());
    }

    private NDArray project(NDArray x, Projection projection) {
      NDArray y = x;
      if (projection.weight().isPresent()) {
        NDArray bias = projection.bias().map(this::tensor).orElse(null);
        y = Torch.linear(x, tensor(projection.weight().get()), bias);
      }
      if (projection.gain().isPresent()) {
        Weight gain = projection.gain().get();
        y =
            LayerNorm.layerNorm(
                    y,
                    new Shape(gain.size()),
                    tensor(gain),
                    tensor(projection.shift().orElseThrow()),
                    NORM_EPSILON)
                .singletonOrThrow();
      }
      return y;
    }

    private NDArray tensor(Weight weight) {
      return weights.get(weight.path());
    }
  }

  private static NDArray plus(NDArray sum, NDArray term) {
    return sum == null ? term : sum.add(term);
  }

  private static NDArray concatenated(List<NDArray> parts) {
    return parts.size() == 1 ? parts.get(0) : NDArrays.concat(new NDList(parts), -1);
  }

  /** Indices (1,0), (2,0), (2,1), … into a flattened {@code (count, count)} matrix. */
  private static long[] lowerTriangle(int count) {
    long[] indices = new long[count * (count - 1) / 2];
    int next = 0;
    for (int row = 1; row < count; row++) {
      for (int column = 0; column < row; column++) {
        indices[next++] = row * (long) count + column;
      }
    }
    return indices;
  }
}
