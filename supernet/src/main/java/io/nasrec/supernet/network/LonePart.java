package io.nasrec.supernet.network;

import ai.djl.ndarray.NDArray;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.BlockNetwork;
import io.nasrec.space.network.Cross;
import io.nasrec.space.network.Network;
import io.nasrec.space.network.Operator;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.EngineArrays;
import io.nasrec.supernet.engine.Tape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One part of a network by itself: an operator with the joining of its inputs, a merger, an FM with
 * its addition, or the head.
 *
 * @param shape what its cost depends on, such as {@code fc 13+128→256}; the same for equal parts of
 *     different networks with the same E and normalisation
 * @param weights its parameter tensors
 * @param inputs the shapes of its inputs without the batch: {@code (width)} or {@code (E, rows)}
 */
public record LonePart(
    String shape, List<Weight> weights, List<List<Integer>> inputs, Computation computation) {
  public LonePart {
    weights = List.copyOf(weights);
    inputs = List.copyOf(inputs);
  }

  /** What the part computes of its inputs. */
  interface Computation {
    NDArray output(BoundLayers layers, List<NDArray> inputs);
  }

  /** The parts of a network, in the order of their computation. */
  public static List<LonePart> of(Network network) {
    return new Parts(network).all();
  }

  /**
   * Computes the part, as a forward pass does.
   *
   * @param bound a tensor for each weight, by path
   * @param tensors a tensor for each input, {@code (batch, …)}
   */
  public NDArray run(Map<String, NDArray> bound, List<NDArray> tensors, Tape tape) {
    return TapedLayers.isAvailable() && EngineArrays.inMainMemory(tensors.get(0))
        ? tape.output(
            EngineArrays.unrecorded(
                () -> computation.output(new BoundLayers(bound, new TapedLayers(tape)), tensors)))
        : computation.output(new BoundLayers(bound, LayerFunctions.PLAIN), tensors);
  }

  /** Takes a network apart. */
  private static final class Parts {
    private final Network network;
    private final int dim;
    private final List<LonePart> parts = new ArrayList<>();

    /** Width of each source's dense output. */
    private final List<Integer> widths = new ArrayList<>();

    /** Rows of each source's sparse output, in the parts that are joined. */
    private final List<List<Integer>> rows = new ArrayList<>();

    Parts(Network network) {
      this.network = network;
      this.dim = network.input().embeddingDim();
      widths.add(network.input().denseFeatures());
      rows.add(List.of(network.input().sparseFields()));
    }

    List<LonePart> all() {
      network.blocks().forEach(this::block);
      BlockNetwork last = network.lastBlock();
      List<List<Integer>> inputs = new ArrayList<>(List.of(List.of(last.denseWidth())));
      List<Integer> sparse = rows.get(last.index());
      sparse.forEach(count -> inputs.add(List.of(dim, count)));
      parts.add(
          new LonePart(
              "head " + last.denseWidth() + ", " + text(sparse),
              network.head().weights(),
              inputs,
              (layers, x) ->
                  new Operators(layers).head(network.head(), x.get(0), x.subList(1, x.size()))));
      return List.copyOf(parts);
    }

    private void block(BlockNetwork block) {
      block.dense().forEach(operator -> operator(operator, block.denseWidth()));
      block.sparse().forEach(operator -> operator(operator, block.sparseWidth()));
      List<Integer> emitted = new ArrayList<>();
      if (!block.sparse().isEmpty()) {
        emitted.add(block.sparseWidth());
      }
      int width = block.denseWidth();
      block
          .merger()
          .ifPresent(
              merger -> {
                emitted.add(SearchSpace.MERGER_ROWS);
                parts.add(
                    new LonePart(
                        "merger " + width,
                        merger.weights(),
                        List.of(List.of(width)),
                        (layers, x) -> new Operators(layers).merged(merger, x.get(0))));
              });
      block
          .fm()
          .ifPresent(
              fm ->
                  parts.add(
                      new LonePart(
                          "fm " + block.sparseWidth() + "→" + width,
                          fm.weights(),
                          List.of(List.of(width), List.of(dim, block.sparseWidth())),
                          (layers, x) ->
                              layers
                                  .functions()
                                  .add(
                                      x.get(0),
                                      new Operators(layers).factorizationMachine(fm, x.get(1))))));
      widths.add(width);
      rows.add(List.copyOf(emitted));
    }

    private void operator(Operator operator, int out) {
      boolean flat = operator.raw() == Operator.Raw.FLAT;
      boolean raw = operator.raw() == Operator.Raw.ROWS;
      List<Integer> dense = with(flat, operator.denseSources());
      List<Integer> sparse = with(raw, operator.sparseSources());
      List<List<Integer>> inputs =
          Stream.concat(
                  dense.stream().map(source -> List.of(width(source, flat))),
                  sparse.stream()
                      .flatMap(source -> rows.get(source).stream())
                      .map(count -> List.of(dim, count)))
              .toList();
      String shape =
          Stream.of(
                  flat ? List.of(width(0, true)) : List.<Integer>of(),
                  operator.denseSources().stream().map(source -> width(source, flat)).toList(),
                  operator.sparseSources().stream()
                      .flatMap(source -> rows.get(source).stream())
                      .toList(),
                  raw ? rows.get(0) : List.<Integer>of())
              .filter(list -> !list.isEmpty())
              .map(Parts::text)
              .collect(
                  Collectors.joining(", ", operator.label() + " ", inner(operator) + "→" + out));
      parts.add(
          new LonePart(
              shape,
              operator.weights(),
              inputs,
              (layers, x) ->
                  operator.compute(
                      new Operators(layers),
                      MadeUp.of(layers.functions(), dense, sparse, rows, x))));
    }

    /** Sources and, if it is read too, the raw input. */
    private static List<Integer> with(boolean raw, List<Integer> sources) {
      return raw && !sources.contains(0)
          ? Stream.concat(Stream.of(0), sources.stream()).toList()
          : sources;
    }

    private int width(int source, boolean flat) {
      return flat && source == 0 ? network.input().flatWidth() : widths.get(source);
    }

    /** A width inside an operator that neither its inputs nor its output tell. */
    private static String inner(Operator operator) {
      return operator instanceof Cross cross
          ? cross.down().weight().map(down -> "→" + down.shape().get(0)).orElse("")
          : "";
    }

    private static String text(List<Integer> sizes) {
      return sizes.stream().map(String::valueOf).collect(Collectors.joining("+"));
    }
  }

  /**
   * Outputs of an operator's sources.
   *
   * @param dense by source; that of source 0 is the flat raw input where the operator reads that
   * @param sparse by source, in parts
   */
  private record MadeUp(
      LayerFunctions functions, Map<Integer, NDArray> dense, Map<Integer, List<NDArray>> sparse)
      implements Operator.Outputs<NDArray> {

    /**
     * @param rows of each source, in parts
     * @param inputs the dense sources' outputs, then the parts of the sparse ones'
     */
    static MadeUp of(
        LayerFunctions functions,
        List<Integer> dense,
        List<Integer> sparse,
        List<List<Integer>> rows,
        List<NDArray> inputs) {
      Map<Integer, NDArray> vectors = new HashMap<>();
      Map<Integer, List<NDArray>> parts = new HashMap<>();
      int next = 0;
      for (int source : dense) {
        vectors.put(source, inputs.get(next++));
      }
      for (int source : sparse) {
        int count = rows.get(source).size();
        parts.put(source, inputs.subList(next, next + count));
        next += count;
      }
      return new MadeUp(functions, vectors, parts);
    }

    @Override
    public NDArray dense(int source) {
      return dense.get(source);
    }

    @Override
    public NDArray dense(List<Integer> sources) {
      return joined(sources.stream().map(dense::get).toList());
    }

    @Override
    public NDArray flat(List<Integer> sources) {
      return dense(sources);
    }

    @Override
    public NDArray sparse(List<Integer> sources) {
      return joined(sources.stream().flatMap(source -> sparse.get(source).stream()).toList());
    }

    private NDArray joined(List<NDArray> parts) {
      return parts.size() == 1 ? parts.get(0) : functions.concat(parts);
    }
  }
}
