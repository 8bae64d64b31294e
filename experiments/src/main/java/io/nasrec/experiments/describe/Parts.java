package io.nasrec.experiments.describe;

import io.nasrec.space.Architecture;
import io.nasrec.space.Block;
import io.nasrec.space.Liveness;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.BlockNetwork;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.Network;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.space.network.Operator;
import io.nasrec.space.network.Projection;
import io.nasrec.space.network.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists the parts of an architecture in the order of their computation. */
final class Parts {
  private final Architecture architecture;
  private final Network encoded;
  private final InputShape input;
  private final List<Part> parts = new ArrayList<>();

  private Parts(Architecture architecture, Network encoded) {
    this.architecture = architecture;
    this.encoded = encoded;
    this.input = encoded.input();
  }

  static List<Part> of(Architecture architecture, NetworkBuilder networks) {
    Network encoded = networks.encoded(architecture);
    Parts list = new Parts(architecture, encoded);
    Liveness liveness = architecture.liveness();
    encoded.blocks().forEach(block -> list.block(block, liveness.block(block.index())));
    list.head();
    return List.copyOf(list.parts);
  }

  private void block(BlockNetwork block, Liveness.Parts live) {
    int index = block.index();
    String dense = Integer.toString(block.denseWidth());
    String own = rows(block.sparseWidth());
    block.dense().forEach(operator -> operator(index, operator, dense, live.denseOperator()));
    block.sparse().forEach(operator -> operator(index, operator, own, live.sparseOperator()));
    String merged = rows(SearchSpace.MERGER_ROWS);
    block.merger().ifPresent(p -> inner(index, "merger", p, dense, merged, live.merger()));
    block.fm().ifPresent(p -> inner(index, "fm", p, own, dense, live.fm()));
  }

  private void operator(int block, Operator operator, String out, boolean live) {
    List<Integer> dense = operator.denseSources();
    List<Integer> sparse = operator.sparseSources();
    List<String> in = new ArrayList<>();
    boolean flat = operator.raw() == Operator.Raw.FLAT;
    if (flat) {
      in.add(Integer.toString(input.flatWidth()));
    }
    if (operator.operands().isPresent()) {
      dense.forEach(source -> in.add(Integer.toString(denseWidth(source))));
    } else if (!dense.isEmpty()) {
      in.add(
          Integer.toString(
              dense.stream()
                  .mapToInt(source -> flat && source == 0 ? input.flatWidth() : denseWidth(source))
                  .sum()));
    }
    if (!sparse.isEmpty()) {
      in.add(rows(sparse.stream().mapToInt(this::sparseRows).sum()));
    }
    if (operator.raw() == Operator.Raw.ROWS) {
      in.add(rows(input.sparseFields()));
    }
    long parameters = operator.weights().stream().mapToLong(Weight::size).sum();
    parts.add(
        new Part(
            block,
            operator.label(),
            dense,
            sparse,
            operator.operands(),
            in,
            out,
            parameters,
            operator.macs(),
            live));
  }

  private void inner(
      int block, String name, Projection projection, String in, String out, boolean live) {
    parts.add(
        new Part(
            block,
            name,
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(in),
            out,
            size(projection),
            projection.macs(),
            live));
  }

  private void head() {
    BlockNetwork last = encoded.lastBlock();
    parts.add(
        new Part(
            0,
            "head",
            List.of(last.index()),
            List.of(last.index()),
            Optional.empty(),
            List.of(Integer.toString(last.denseWidth()), rows(sparseRows(last.index()))),
            "1",
            size(encoded.head()),
            encoded.head().macs(),
            true));
  }

  private int denseWidth(int source) {
    return source == 0 ? input.denseFeatures() : encoded.blocks().get(source - 1).denseWidth();
  }

  private int sparseRows(int source) {
    if (source == 0) {
      return input.sparseFields();
    }
    Block block = architecture.block(source);
    return block.sparseWidth() + (block.merger() ? SearchSpace.MERGER_ROWS : 0);
  }

  private String rows(int count) {
    return count + "×" + input.embeddingDim();
  }

  private static long size(Projection projection) {
    return projection.weights().stream().mapToLong(Weight::size).sum();
  }
}
