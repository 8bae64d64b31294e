package io.nasrec.space;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The logit of an architecture as an expression over the raw input and the blocks' weights, written
 * down from spec section 3 alone. Equal expressions have equal numbers, so that two architectures
 * compute the same function by construction exactly when their numbers are equal.
 *
 * <p>It goes down from the head through what is read, without asking what is live.
 */
final class Meanings {
  private final Map<List<Object>, Integer> numbers = new HashMap<>();

  /** The number of the logit's expression. */
  int of(Architecture architecture) {
    int last = architecture.blocks().size();
    Outputs outputs = new Outputs(architecture);
    return number("head", outputs.dense(last), outputs.sparse(last));
  }

  private int number(Object... expression) {
    return numbers.computeIfAbsent(List.of(expression), key -> numbers.size());
  }

  /** The expressions of one architecture's tensors, computed when they are asked for. */
  private final class Outputs {
    private final Architecture architecture;
    private final Integer[] dense;
    private final Integer[] sparse;

    Outputs(Architecture architecture) {
      this.architecture = architecture;
      int sources = architecture.blocks().size() + 1;
      this.dense = new Integer[sources];
      this.sparse = new Integer[sources];
    }

    int dense(int source) {
      if (dense[source] == null) {
        dense[source] = source == 0 ? number("dense input") : withFm(source);
      }
      return dense[source];
    }

    int sparse(int source) {
      if (sparse[source] == null) {
        sparse[source] = source == 0 ? number("sparse input") : withMerger(source);
      }
      return sparse[source];
    }

    private int withFm(int b) {
      Block block = architecture.block(b);
      return block.fm()
          ? number("+", denseOperator(b), number("fm", b, width(block), sparseOperator(b)))
          : denseOperator(b);
    }

    private int withMerger(int b) {
      return architecture.block(b).merger()
          ? number("rows", sparseOperator(b), number("merger", b, denseOperator(b)))
          : sparseOperator(b);
    }

    private int denseOperator(int b) {
      Block block = architecture.block(b);
      int width = block.denseWidth();
      return switch (block.denseOperator()) {
        case FC -> number("fc", b, width, denseInput(block));
        case DOT_PRODUCT -> number("dot", b, width, denseInput(block), sparseInput(block));
        case SIGMOID_GATING -> number("gate", b, width, dense(block.left()), dense(block.right()));
        case SUM -> {
          int left = dense(block.left());
          int right = dense(block.right());
          yield number("sum", b, width, Math.min(left, right), Math.max(left, right));
        }
        case CROSS -> number("cross", b, flatInput(block));
        case LOW_RANK_CROSS -> number("low-rank cross", b, width, flatInput(block));
        case FLAT_FC -> number("flat fc", b, width, denseInput(block), sparseInput(block));
      };
    }

    private int sparseOperator(int b) {
      Block block = architecture.block(b);
      return number(block.sparseOperator(), b, block.sparseWidth(), sparseInput(block));
    }

    /** −1, which no width is, for that of the flat raw input. */
    private int width(Block block) {
      return switch (block.denseOperator()) {
        case CROSS, LOW_RANK_CROSS -> -1;
        default -> block.denseWidth();
      };
    }

    /** As {@link #denseInput}, with the flat raw input for source 0. */
    private List<Integer> flatInput(Block block) {
      List<Integer> input = new ArrayList<>(denseInput(block));
      if (block.denseSources().contains(0)) {
        input.set(0, number("flat input"));
      }
      return input;
    }

    /** The concatenation in ascending order of sources, whatever order they are listed in. */
    private List<Integer> denseInput(Block block) {
      List<Integer> input = new ArrayList<>();
      for (int source = 0; source <= architecture.blocks().size(); source++) {
        if (block.denseSources().contains(source)) {
          input.add(dense(source));
        }
      }
      return input;
    }

    private List<Integer> sparseInput(Block block) {
      List<Integer> input = new ArrayList<>();
      for (int source = 0; source <= architecture.blocks().size(); source++) {
        if (block.sparseSources().contains(source)) {
          input.add(sparse(source));
        }
      }
      return input;
    }
  }
}
