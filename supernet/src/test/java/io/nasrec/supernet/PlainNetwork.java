package io.nasrec.supernet;

import io.nasrec.space.Architecture;
import io.nasrec.space.Block;
import io.nasrec.space.DenseOperator;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.SparseOperator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Spec section 3 a second time, as an oracle: float64, one example at a time, plain loops over
 * {@code (rows, E)} as the papers have them, straight from the genes. It shares neither layers nor
 * liveness with the network builder: what nobody asks for is not computed.
 */
public final class PlainNetwork {

  /** What one block does; several operators of a kind are summed. */
  private record Genes(
      List<DenseOperator> dense,
      List<SparseOperator> sparse,
      int width,
      int rows,
      boolean merger,
      boolean fm,
      List<Integer> denseSources,
      List<Integer> sparseSources,
      int left,
      int right) {}

  private final List<Genes> blocks;
  private final boolean layerNorm;
  private final boolean fmLeak;

  private PlainNetwork(List<Genes> blocks, boolean layerNorm) {
    this(blocks, layerNorm, false);
  }

  private PlainNetwork(List<Genes> blocks, boolean layerNorm, boolean fmLeak) {
    this.blocks = blocks;
    this.layerNorm = layerNorm;
    this.fmLeak = fmLeak;
  }

  /** As the published code: where the merger needs no projection, the FM leaks into its rows. */
  public PlainNetwork withFmLeak() {
    return new PlainNetwork(blocks, layerNorm, true);
  }

  public static PlainNetwork of(Architecture architecture, boolean layerNorm) {
    return new PlainNetwork(
        architecture.blocks().stream().map(PlainNetwork::genes).toList(), layerNorm);
  }

  /** The full path with the left and right sources of an architecture. */
  public static PlainNetwork fullPath(Architecture operands, boolean layerNorm) {
    SearchSpace space = operands.space();
    return new PlainNetwork(
        IntStream.range(0, space.blocks())
            .mapToObj(
                index -> {
                  List<Integer> all = IntStream.rangeClosed(0, index).boxed().toList();
                  return new Genes(
                      space.denseOperators(),
                      space.sparseOperators(),
                      space.maxDenseWidth(),
                      space.maxSparseWidth(),
                      true,
                      true,
                      all,
                      all,
                      operands.block(index + 1).left(),
                      operands.block(index + 1).right());
                })
            .toList(),
        layerNorm);
  }

  private static Genes genes(Block block) {
    return new Genes(
        List.of(block.denseOperator()),
        List.of(block.sparseOperator()),
        block.denseWidth(),
        block.sparseWidth(),
        block.merger(),
        block.fm(),
        block.denseSources().stream().sorted().toList(),
        block.sparseSources().stream().sorted().toList(),
        block.left(),
        block.right());
  }

  /**
   * The logit of one example.
   *
   * @param weights row-major values by path
   * @param dense (D)
   * @param sparse (F, E)
   */
  public double logit(Map<String, double[]> weights, double[] dense, double[][] sparse) {
    return new Example(weights, dense, sparse).logit();
  }

  /** Mean binary cross-entropy of examples. */
  public double loss(
      Map<String, double[]> weights, double[][] dense, double[][][] sparse, float[] labels) {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      double z = logit(weights, dense[i], sparse[i]);
      // −log of the label's probability; log1p keeps it finite where the other label's is 0.
      double wrong = labels[i] == 1 ? -z : z;
      sum += wrong > 0 ? wrong + Math.log1p(Math.exp(-wrong)) : Math.log1p(Math.exp(wrong));
    }
    return sum / labels.length;
  }

  /** One example on its way through the network; outputs are computed when they are first read. */
  private final class Example {
    private final Map<String, double[]> weights;
    private final double[][] denseOutputs = new double[blocks.size() + 1][];
    private final double[][][] sparseOutputs = new double[blocks.size() + 1][][];
    private final double[][] operatorDense = new double[blocks.size() + 1][];
    private final double[][][] operatorRows = new double[blocks.size() + 1][][];

    Example(Map<String, double[]> weights, double[] dense, double[][] sparse) {
      this.weights = weights;
      denseOutputs[0] = dense;
      sparseOutputs[0] = sparse;
    }

    double logit() {
      double[] head = weights.get("head.weight");
      double logit = weights.get("head.bias")[0];
      int column = 0;
      for (double x : dense(blocks.size())) {
        logit += head[column++] * x;
      }
      for (double[] row : sparse(blocks.size())) {
        for (double x : row) {
          logit += head[column++] * x;
        }
      }
      return logit;
    }

    private double[] dense(int source) {
      if (denseOutputs[source] == null) {
        denseOutputs[source] = afterFm(source);
      }
      return denseOutputs[source];
    }

    private double[] afterFm(int source) {
      Genes genes = blocks.get(source - 1);
      double[] result = beforeFm(source).clone();
      if (genes.fm()) {
        double[][] rows = beforeMerger(source);
        double[] products = new double[rows[0].length];
        for (int e = 0; e < products.length; e++) {
          double sum = 0;
          double squares = 0;
          for (double[] row : rows) {
            sum += row[e];
            squares += row[e] * row[e];
          }
          products[e] = sum * sum - squares;
        }
        double[] projected =
            products.length == result.length
                ? products
                : layer("blocks." + source + ".fm.linear", products, result.length);
        addTo(result, projected);
      }
      return result;
    }

    private double[][] sparse(int source) {
      if (sparseOutputs[source] == null) {
        sparseOutputs[source] = withMerger(source);
      }
      return sparseOutputs[source];
    }

    private double[][] withMerger(int source) {
      double[][] rows = beforeMerger(source);
      if (!blocks.get(source - 1).merger()) {
        return rows;
      }
      int dim = rows[0].length;
      int width = SearchSpace.MERGER_ROWS * dim;
      double[] x = beforeFm(source);
      double[] flat =
          x.length == width
              ? (fmLeak ? dense(source) : x)
              : layer("blocks." + source + ".merger.linear", x, width);
      double[][] all = Arrays.copyOf(rows, rows.length + SearchSpace.MERGER_ROWS);
      for (int m = 0; m < SearchSpace.MERGER_ROWS; m++) {
        all[rows.length + m] = Arrays.copyOfRange(flat, m * dim, (m + 1) * dim);
      }
      return all;
    }

    private double[] beforeFm(int block) {
      if (operatorDense[block] == null) {
        Genes genes = blocks.get(block - 1);
        double[] sum = {};
        for (DenseOperator operator : genes.dense()) {
          double[] term =
              switch (operator) {
                case FC ->
                    relu(layer("blocks." + block + ".fc.linear", denseInput(genes), genes.width()));
                case DOT_PRODUCT -> dotProduct("blocks." + block + ".dot-product.", genes);
                case SIGMOID_GATING -> gated("blocks." + block + ".sigmoid-gating.", genes);
                case SUM -> summed("blocks." + block + ".sum.output", genes);
                case CROSS -> crossed("blocks." + block + ".cross.", genes);
                case LOW_RANK_CROSS -> crossed("blocks." + block + ".low-rank-cross.", genes);
                case FLAT_FC ->
                    relu(
                        layer(
                            "blocks." + block + ".flat-fc.linear",
                            joined(denseInput(genes), flattened(sparseInput(genes))),
                            genes.width()));
              };
          // Outputs of different widths are padded with zeros to the widest.
          sum = Arrays.copyOf(sum, Math.max(sum.length, term.length));
          addTo(sum, term);
        }
        operatorDense[block] = sum;
      }
      return operatorDense[block];
    }

    private double[][] beforeMerger(int block) {
      if (operatorRows[block] == null) {
        Genes genes = blocks.get(block - 1);
        double[][] input = sparseInput(genes);
        double[][] sum = new double[genes.rows()][input[0].length];
        for (SparseOperator operator : genes.sparse()) {
          double[][] term =
              switch (operator) {
                case EMBEDDED_FC ->
                    Arrays.stream(
                            rowLayer(
                                "blocks." + block + ".embedded-fc.linear", input, genes.rows()))
                        .map(PlainNetwork::relu)
                        .toArray(double[][]::new);
                case ATTENTION -> attended("blocks." + block + ".attention.", input, genes.rows());
                case CIN -> interaction("blocks." + block + ".cin.linear", input, genes.rows());
              };
          for (int i = 0; i < sum.length; i++) {
            addTo(sum[i], term[i]);
          }
        }
        operatorRows[block] = sum;
      }
      return operatorRows[block];
    }

    private double[] dotProduct(String path, Genes genes) {
      double[] x = denseInput(genes);
      double[][] rows = sparseInput(genes);
      int dim = rows[0].length;
      int q = (int) Math.round(Math.sqrt(2.0 * genes.width()));
      double[][] vectors = new double[q + 1][];
      vectors[0] = x.length == dim ? x : layer(path + "dense", x, dim);
      double[][] projected = rows.length == q ? rows : rowLayer(path + "rows", rows, q);
      System.arraycopy(projected, 0, vectors, 1, q);
      double[] products = new double[q * (q + 1) / 2];
      int next = 0;
      for (int i = 1; i <= q; i++) {
        for (int j = 0; j < i; j++) {
          for (int e = 0; e < dim; e++) {
            products[next] += vectors[i][e] * vectors[j][e];
          }
          next++;
        }
      }
      String output = path + "output";
      if (products.length != genes.width()) {
        return layer(output, products, genes.width());
      }
      return layerNorm ? normalized(output, products) : products;
    }

    /** x0 ⊙ (W x + b) + x, or with U V x for W x. */
    private double[] crossed(String path, Genes genes) {
      double[] flat = joined(flattened(sparse(0)), dense(0));
      double[] x = {};
      for (int source : genes.denseSources()) {
        x = joined(x, source == 0 ? flat : dense(source));
      }
      if (x.length != flat.length) {
        x = layer(path + "input", x, flat.length);
      }
      double[] y =
          weights.containsKey(path + "down.weight")
              ? linear(path + "up", linear(path + "down", x, genes.width()), flat.length)
              : linear(path + "linear", x, flat.length);
      double[] result = x.clone();
      for (int i = 0; i < y.length; i++) {
        result[i] += flat[i] * y[i];
      }
      return result;
    }

    /** Σ_ij W_hij (S_i ∘ S0_j), product by product as in the paper. */
    private double[][] interaction(String path, double[][] input, int out) {
      double[][] raw = sparse(0);
      double[] matrix = weights.get(path + ".weight");
      double[][] result = new double[out][raw[0].length];
      for (int e = 0; e < raw[0].length; e++) {
        double[] sums = new double[out];
        for (int h = 0; h < out; h++) {
          for (int i = 0; i < input.length; i++) {
            for (int j = 0; j < raw.length; j++) {
              double weight = matrix[(h * raw.length + j) * input.length + i];
              sums[h] += weight * input[i][e] * raw[j][e];
            }
          }
        }
        double[] column = layerNorm ? normalized(path, sums) : sums;
        for (int h = 0; h < out; h++) {
          result[h][e] = column[h];
        }
      }
      return result;
    }

    private double[] flattened(double[][] rows) {
      return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    private double[] joined(double[] first, double[] second) {
      double[] both = Arrays.copyOf(first, first.length + second.length);
      System.arraycopy(second, 0, both, first.length, second.length);
      return both;
    }

    private double[] gated(String path, Genes genes) {
      int width = Math.max(dense(genes.left()).length, dense(genes.right()).length);
      double[] left = Arrays.copyOf(dense(genes.left()), width);
      double[] product = Arrays.copyOf(dense(genes.right()), width);
      double[] gate = linear(path + "gate", left, width);
      for (int i = 0; i < width; i++) {
        product[i] /= 1 + Math.exp(-gate[i]);
      }
      String output = path + "output";
      double[] y = width == genes.width() ? product : linear(output, product, genes.width());
      return layerNorm ? normalized(output, y) : y;
    }

    private double[] summed(String path, Genes genes) {
      int width = Math.max(dense(genes.left()).length, dense(genes.right()).length);
      double[] sum = Arrays.copyOf(dense(genes.left()), width);
      addTo(sum, Arrays.copyOf(dense(genes.right()), width));
      if (width != genes.width()) {
        return layer(path, sum, genes.width());
      }
      return layerNorm ? normalized(path, sum) : sum;
    }

    /** Head h owns columns h E/8, …, (h + 1) E/8 − 1 of queries, keys and values. */
    private double[][] attended(String path, double[][] input, int out) {
      double[][] rows = rowLayer(path + "rows", input, out);
      int dim = rows[0].length;
      double[] matrix = weights.get(path + "input.weight");
      double[][] queries = mapped(rows, matrix, 0, weights.get(path + "query.bias"));
      double[][] keys = mapped(rows, matrix, dim, weights.get(path + "key.bias"));
      double[][] values = mapped(rows, matrix, 2 * dim, weights.get(path + "value.bias"));
      int width = dim / 8;
      double[][] result = new double[out][];
      for (int i = 0; i < out; i++) {
        double[] joined = new double[dim];
        for (int from = 0; from < dim; from += width) {
          double[] shares = new double[out];
          double total = 0;
          for (int j = 0; j < out; j++) {
            double score = 0;
            for (int e = from; e < from + width; e++) {
              score += queries[i][e] * keys[j][e] / Math.sqrt(width);
            }
            shares[j] = Math.exp(score);
            total += shares[j];
          }
          for (int j = 0; j < out; j++) {
            for (int e = from; e < from + width; e++) {
              joined[e] += shares[j] / total * values[j][e];
            }
          }
        }
        double[] row = linear(path + "output", joined, dim);
        addTo(row, rows[i]);
        row = normalized(path + "output", row);
        double[] fed = linear(path + "feed-forward", relu(linear(path + "hidden", row, dim)), dim);
        addTo(fed, row);
        result[i] = normalized(path + "feed-forward", fed);
      }
      return result;
    }

    /** Rows times a part of a matrix that starts at its given row. */
    private double[][] mapped(double[][] rows, double[] matrix, int from, double[] bias) {
      int dim = bias.length;
      double[][] result = new double[rows.length][];
      for (int i = 0; i < rows.length; i++) {
        result[i] = bias.clone();
        for (int e = 0; e < dim; e++) {
          for (int j = 0; j < dim; j++) {
            result[i][e] += matrix[(from + e) * dim + j] * rows[i][j];
          }
        }
      }
      return result;
    }

    private double[] denseInput(Genes genes) {
      double[] input = {};
      for (int source : genes.denseSources()) {
        input = joined(input, dense(source));
      }
      return input;
    }

    private double[][] sparseInput(Genes genes) {
      return genes.sparseSources().stream()
          .flatMap(source -> Arrays.stream(sparse(source)))
          .toArray(double[][]::new);
    }

    /** The layer over the row axis: each of the E columns is one input vector. */
    private double[][] rowLayer(String path, double[][] rows, int out) {
      double[][] result = new double[out][rows[0].length];
      double[] column = new double[rows.length];
      for (int e = 0; e < rows[0].length; e++) {
        for (int i = 0; i < rows.length; i++) {
          column[i] = rows[i][e];
        }
        double[] mapped = layer(path, column, out);
        for (int i = 0; i < out; i++) {
          result[i][e] = mapped[i];
        }
      }
      return result;
    }

    private double[] layer(String path, double[] x, int out) {
      double[] y = linear(path, x, out);
      return layerNorm ? normalized(path, y) : y;
    }

    /** With the bias if there is one. */
    private double[] linear(String path, double[] x, int out) {
      double[] matrix = weights.get(path + ".weight");
      double[] y = weights.getOrDefault(path + ".bias", new double[out]).clone();
      for (int i = 0; i < out; i++) {
        for (int j = 0; j < x.length; j++) {
          y[i] += matrix[i * x.length + j] * x[j];
        }
      }
      return y;
    }

    private double[] normalized(String path, double[] y) {
      double mean = 0;
      for (double v : y) {
        mean += v / y.length;
      }
      double variance = 0;
      for (double v : y) {
        variance += (v - mean) * (v - mean) / y.length;
      }
      double[] gain = weights.get(path + ".norm.gain");
      double[] bias = weights.get(path + ".norm.bias");
      double[] normalized = new double[y.length];
      for (int i = 0; i < y.length; i++) {
        normalized[i] = gain[i] * (y[i] - mean) / Math.sqrt(variance + 1e-5) + bias[i];
      }
      return normalized;
    }
  }

  private static double[] relu(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = Math.max(0, x[i]);
    }
    return y;
  }

  private static void addTo(double[] sum, double[] term) {
    for (int i = 0; i < term.length; i++) {
      sum[i] += term[i];
    }
  }
}
