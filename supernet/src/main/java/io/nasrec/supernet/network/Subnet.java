package io.nasrec.supernet.network;

import ai.djl.ndarray.NDArray;
import io.nasrec.space.network.BlockNetwork;
import io.nasrec.space.network.Network;
import io.nasrec.space.network.Operator;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.EngineArrays;
import io.nasrec.supernet.engine.Tape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The forward pass of every network of the search spaces (spec section 3), stand-alone or bound to
 * the supernet. {@link Operators} computes the parts of a block.
 *
 * @param network the network to compute
 */
public record Subnet(Network network) implements CtrNetwork {

  @Override
  public List<Weight> weights() {
    return network.weights();
  }

  @Override
  public int embeddingDim() {
    return network.input().embeddingDim();
  }

  @Override
  public long macs() {
    return network.macs();
  }

  @Override
  public NDArray logits(Map<String, NDArray> weights, NDArray dense, NDArray sparse) {
    return logits(weights, dense, sparse, LayerFunctions.PLAIN);
  }

  @Override
  public NDArray logits(Map<String, NDArray> weights, NDArray dense, NDArray sparse, Tape tape) {
    return TapedLayers.isAvailable() && EngineArrays.inMainMemory(dense)
        ? tape.output(
            EngineArrays.unrecorded(() -> logits(weights, dense, sparse, new TapedLayers(tape))))
        : logits(weights, dense, sparse);
  }

  /**
   * Like {@link #logits(Map, NDArray, NDArray)}, with other layer functions.
   *
   * @param functions what the layers compute
   */
  public NDArray logits(
      Map<String, NDArray> weights, NDArray dense, NDArray sparse, LayerFunctions functions) {
    return new Pass(new BoundLayers(weights, functions), dense, sparse).run();
  }

  /** One evaluation of the network: the outputs of the blocks computed so far. */
  private final class Pass implements Operator.Outputs<NDArray> {
    private final LayerFunctions functions;
    private final Operators operators;

    /** Dense output per source; null if nothing reads it. */
    private final List<NDArray> denseOutputs = new ArrayList<>();

    /**
     * Sparse output per source in parts (operator rows, merger rows), so that rows are copied once.
     */
    private final List<List<NDArray>> sparseOutputs = new ArrayList<>();

    /** Inputs of the current block by sources, because its operators may read the same inputs. */
    private final Map<List<Integer>, NDArray> denseInputs = new HashMap<>();

    private final Map<List<Integer>, NDArray> sparseInputs = new HashMap<>();

    private final Map<List<Integer>, NDArray> flatInputs = new HashMap<>();

    /** The flat raw input; null until something reads it. */
    private NDArray flatInput;

    Pass(BoundLayers layers, NDArray dense, NDArray sparse) {
      this.functions = layers.functions();
      this.operators = new Operators(layers);
      denseOutputs.add(dense);
      sparseOutputs.add(List.of(sparse));
    }

    NDArray run() {
      for (BlockNetwork block : network.blocks()) {
        compute(block);
      }
      return operators.head(
          network.head(),
          denseOutputs.get(denseOutputs.size() - 1),
          sparseOutputs.get(sparseOutputs.size() - 1));
    }

    private void compute(BlockNetwork block) {
      denseInputs.clear();
      sparseInputs.clear();
      flatInputs.clear();
      NDArray dense =
          sum(
              block.dense().stream()
                  .map(operator -> operators.padded(output(operator), block.denseWidth())));
      NDArray rows = sum(block.sparse().stream().map(this::output));
      List<NDArray> sparse = new ArrayList<>();
      if (rows != null) {
        sparse.add(rows);
      }
      if (block.merger().isPresent()) {
        sparse.add(operators.merged(block.merger().get(), dense));
      }
      if (block.fm().isPresent()) {
        dense = functions.add(dense, operators.factorizationMachine(block.fm().get(), rows));
      }
      denseOutputs.add(dense);
      sparseOutputs.add(sparse);
    }

    /** Null for no operators. */
    private NDArray sum(Stream<NDArray> summed) {
      return summed.reduce(functions::add).orElse(null);
    }

    private NDArray output(Operator operator) {
      return operator.compute(operators, this);
    }

    @Override
    public NDArray dense(int source) {
      return denseOutputs.get(source);
    }

    @Override
    public NDArray dense(List<Integer> sources) {
      return denseInputs.computeIfAbsent(
          sources, s -> concatenated(s.stream().map(denseOutputs::get).toList()));
    }

    @Override
    public NDArray flat(List<Integer> sources) {
      return flatInputs.computeIfAbsent(
          sources,
          s -> concatenated(s.stream().map(i -> i == 0 ? flatInput() : dense(i)).toList()));
    }

    private NDArray flatInput() {
      if (flatInput == null) {
        flatInput = operators.flatInput(denseOutputs.get(0), sparseOutputs.get(0).get(0));
      }
      return flatInput;
    }

    @Override
    public NDArray sparse(List<Integer> sources) {
      return sparseInputs.computeIfAbsent(
          sources,
          s -> concatenated(s.stream().flatMap(i -> sparseOutputs.get(i).stream()).toList()));
    }

    private NDArray concatenated(List<NDArray> parts) {
      return parts.size() == 1 ? parts.get(0) : functions.concat(parts);
    }
  }
}
