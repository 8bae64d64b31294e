package io.nasrec.experiments.onnx;

import io.nasrec.space.network.BlockNetwork;
import io.nasrec.space.network.Network;
import io.nasrec.space.network.Operator;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.network.Subnet;
import io.nasrec.supernet.weights.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The forward pass of a network of the search spaces, {@link Subnet}, as a graph. */
final class SubnetGraph implements Operator.Outputs<Tensor> {
  private final Network network;
  private final Layers layers;
  private final Operations operations;
  private final OperatorGraphs operators;

  /** Dense output per source; null if nothing reads it. */
  private final List<Tensor> denseOutputs = new ArrayList<>();

  /** Sparse output per source in parts, operator rows and merger rows. */
  private final List<List<Tensor>> sparseOutputs = new ArrayList<>();

  /** Inputs of the current block by sources, because its operators may read the same inputs. */
  private final Map<List<Integer>, Tensor> denseInputs = new HashMap<>();

  private final Map<List<Integer>, Tensor> sparseInputs = new HashMap<>();

  private final Map<List<Integer>, Tensor> flatInputs = new HashMap<>();

  /** The flat raw input; null until something reads it. */
  private Tensor flatInput;

  /**
   * @param dense {@code (batch, D)}
   * @param sparse {@code (batch, E, F)}
   */
  SubnetGraph(Network network, Layers layers, Tensor dense, Tensor sparse) {
    this.network = network;
    this.layers = layers;
    this.operations = layers.operations();
    this.operators = new OperatorGraphs(layers);
    denseOutputs.add(dense);
    sparseOutputs.add(List.of(sparse));
  }

  /** {@code (batch, 1)}. */
  Tensor logits() {
    network.blocks().forEach(this::append);
    return head();
  }

  private void append(BlockNetwork block) {
    denseInputs.clear();
    sparseInputs.clear();
    flatInputs.clear();
    Tensor dense =
        sum(
            block.dense().stream()
                .map(operator -> operations.padded(output(operator), block.denseWidth())));
    Tensor rows = sum(block.sparse().stream().map(this::output));
    List<Tensor> sparse = new ArrayList<>();
    if (rows != null) {
      sparse.add(rows);
    }
    if (block.merger().isPresent()) {
      sparse.add(operators.merged(block.merger().get(), dense));
    }
    if (block.fm().isPresent()) {
      dense = operations.add(dense, operators.factorizationMachine(block.fm().get(), rows));
    }
    denseOutputs.add(dense);
    sparseOutputs.add(sparse);
  }

  /** Null for no operators. */
  private Tensor sum(Stream<Tensor> summed) {
    return summed.reduce(operations::add).orElse(null);
  }

  private Tensor output(Operator operator) {
    return operator.compute(operators, this);
  }

  /**
   * The head's columns for sparse rows are ordered row by row; our sparse tensors are transposed.
   */
  private Tensor head() {
    Weight weight = network.head().weight().orElseThrow();
    Parameter stored = layers.parameter(weight.path());
    Tensor dense = denseOutputs.get(denseOutputs.size() - 1);
    List<Tensor> parts = new ArrayList<>(List.of(dense));
    float[] columns = new float[stored.values().capacity()];
    stored.values().get(0, columns, 0, dense.width());
    int from = dense.width();
    for (Tensor part : sparseOutputs.get(sparseOutputs.size() - 1)) {
      parts.add(operations.flat(part));
      int dim = part.shape().get(0);
      int rows = part.width();
      for (int row = 0; row < rows; row++) {
        for (int e = 0; e < dim; e++) {
          columns[from + e * rows + row] = stored.values().get(from + row * dim + e);
        }
      }
      from += part.size();
    }
    Tensor logits = layers.times(operations.concat(parts), weight.path(), 1, columns);
    return layers.plus(logits, List.of(network.head().bias().orElseThrow().path()));
  }

  @Override
  public Tensor dense(int source) {
    return denseOutputs.get(source);
  }

  @Override
  public Tensor dense(List<Integer> sources) {
    return denseInputs.computeIfAbsent(
        sources, s -> operations.concat(s.stream().map(denseOutputs::get).toList()));
  }

  @Override
  public Tensor flat(List<Integer> sources) {
    return flatInputs.computeIfAbsent(
        sources,
        s -> operations.concat(s.stream().map(i -> i == 0 ? flatInput() : dense(i)).toList()));
  }

  private Tensor flatInput() {
    if (flatInput == null) {
      flatInput = operators.flatInput(denseOutputs.get(0), sparseOutputs.get(0).get(0));
    }
    return flatInput;
  }

  @Override
  public Tensor sparse(List<Integer> sources) {
    return sparseInputs.computeIfAbsent(
        sources,
        s -> operations.concat(s.stream().flatMap(i -> sparseOutputs.get(i).stream()).toList()));
  }
}
