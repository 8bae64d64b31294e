package io.nasrec.supernet.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The baselines once more, in float64 and with loops, written from the papers' sums: an oracle that
 * shares no code with the engine's.
 *
 * @param network what to compute
 * @param weights tensors by path, row-major
 */
record PlainBaselines(Baseline network, BaselineShapes shapes, Map<String, double[]> weights) {

  /** Logit of one example: D numbers, and F embedding rows. */
  double logit(double[] dense, double[][] rows) {
    return switch (network) {
      case LOGISTIC_REGRESSION -> linear(dense, rows, 0);
      case FM -> machine(dense, rows);
      case DEEPFM -> machine(dense, rows) + deep(flat(vectors(dense, rows, true)), "deep", true);
      case DLRM -> dlrm(dense, rows);
      case XDEEPFM -> xDeepFm(dense, rows);
      case AUTOINT -> autoInt(dense, rows);
      case DCN_V2 -> dcn(dense, rows);
    };
  }

  /** The scalar at place {@code at} of each row is the id's weight. */
  private double linear(double[] dense, double[][] rows, int at) {
    double sum = weights.get("dense.bias")[0];
    for (int i = 0; i < dense.length; i++) {
      sum += weights.get("dense.weight")[i] * dense[i];
    }
    for (double[] row : rows) {
      sum += row[at];
    }
    return sum;
  }

  /** Rendle's eq. 1 as it stands, pair by pair. */
  private double machine(double[] dense, double[][] rows) {
    double[][] vectors = vectors(dense, rows, true);
    double sum = linear(dense, rows, rows[0].length - 1);
    for (int i = 0; i < vectors.length; i++) {
      for (int j = i + 1; j < vectors.length; j++) {
        sum += dot(vectors[i], vectors[j]);
      }
    }
    return sum;
  }

  /** Ids' vectors, then numbers'; without the ids' weights if they have them. */
  private double[][] vectors(double[] dense, double[][] rows, boolean weighted) {
    int dim = rows[0].length - (weighted ? 1 : 0);
    List<double[]> vectors = new ArrayList<>();
    for (double[] row : rows) {
      vectors.add(Arrays.copyOf(row, dim));
    }
    for (int i = 0; i < dense.length; i++) {
      double[] vector = new double[dim];
      for (int e = 0; e < dim; e++) {
        vector[e] = dense[i] * weights.get("dense.embedding")[i * dim + e];
      }
      vectors.add(vector);
    }
    return vectors.toArray(double[][]::new);
  }

  private double dlrm(double[] dense, double[][] rows) {
    double[] bottom = mlp(dense, "bottom");
    List<double[]> vectors = new ArrayList<>(List.of(bottom));
    vectors.addAll(List.of(rows));
    List<Double> top = new ArrayList<>();
    for (double value : bottom) {
      top.add(value);
    }
    for (int i = 0; i < vectors.size(); i++) {
      for (int j = 0; j < i; j++) {
        top.add(dot(vectors.get(i), vectors.get(j)));
      }
    }
    return deep(top.stream().mapToDouble(x -> x).toArray(), "top", true);
  }

  private double xDeepFm(double[] dense, double[][] rows) {
    double[][] fields = vectors(dense, rows, true);
    int dim = fields[0].length;
    double sum = linear(dense, rows, dim) + deep(flat(fields), "deep", false);
    double[][] before = fields;
    int output = 0;
    for (int k = 1; k <= shapes.cinMaps().size(); k++) {
      double[] w = weights.get("cin." + k + ".weight");
      double[][] maps = new double[shapes.cinMaps().get(k - 1)][dim];
      for (int h = 0; h < maps.length; h++) {
        for (int i = 0; i < before.length; i++) {
          for (int j = 0; j < fields.length; j++) {
            for (int e = 0; e < dim; e++) {
              maps[h][e] +=
                  w[(h * before.length + i) * fields.length + j] * before[i][e] * fields[j][e];
            }
          }
        }
        sum += weights.get("cin.output.weight")[output++] * Arrays.stream(maps[h]).sum();
      }
      before = maps;
    }
    return sum;
  }

  private double autoInt(double[] dense, double[][] rows) {
    double[][] vectors = vectors(dense, rows, false);
    double[][] fields = vectors;
    for (int layer = 1; layer <= shapes.attentionLayers(); layer++) {
      fields = attended("attention." + layer + ".", fields);
    }
    return linearLayer(flat(fields), "attention.output")[0] + deep(flat(vectors), "deep", true);
  }

  private double[][] attended(String name, double[][] fields) {
    int width = shapes.attentionHeadDim();
    double[][] out = new double[fields.length][];
    for (int m = 0; m < fields.length; m++) {
      out[m] = linearLayer(fields[m], name + "residual");
      for (int head = 0; head < shapes.attentionHeads(); head++) {
        double[] scores = new double[fields.length];
        double total = 0;
        for (int k = 0; k < fields.length; k++) {
          scores[k] =
              Math.exp(
                  dot(
                      part(linearLayer(fields[m], name + "query"), head, width),
                      part(linearLayer(fields[k], name + "key"), head, width)));
          total += scores[k];
        }
        for (int k = 0; k < fields.length; k++) {
          double[] value = part(linearLayer(fields[k], name + "value"), head, width);
          for (int e = 0; e < width; e++) {
            out[m][head * width + e] += scores[k] / total * value[e];
          }
        }
      }
      for (int e = 0; e < out[m].length; e++) {
        out[m][e] = Math.max(0, out[m][e]);
      }
    }
    return out;
  }

  private double dcn(double[] dense, double[][] rows) {
    double[] first = concat(flat(rows), dense);
    double[] x = first;
    for (int layer = 1; layer <= shapes.crossLayers(); layer++) {
      double[] mapped = linearLayer(x, "cross." + layer);
      double[] next = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        next[i] = first[i] * mapped[i] + x[i];
      }
      x = next;
    }
    return linearLayer(concat(x, mlp(first, "deep")), "output")[0];
  }

  private double deep(double[] x, String name, boolean biased) {
    double[] hidden = mlp(x, name);
    return dot(weights.get(name + ".output.weight"), hidden)
        + (biased ? weights.get(name + ".output.bias")[0] : 0);
  }

  private double[] mlp(double[] x, String name) {
    double[] y = x;
    for (int layer = 1; weights.containsKey(name + "." + layer + ".weight"); layer++) {
      y = linearLayer(y, name + "." + layer);
      for (int i = 0; i < y.length; i++) {
        y[i] = Math.max(0, y[i]);
      }
    }
    return y;
  }

  private double[] linearLayer(double[] x, String name) {
    double[] w = weights.get(name + ".weight");
    double[] y = new double[w.length / x.length];
    double[] bias = weights.getOrDefault(name + ".bias", new double[y.length]);
    for (int i = 0; i < y.length; i++) {
      y[i] = bias[i] + dot(Arrays.copyOfRange(w, i * x.length, (i + 1) * x.length), x);
    }
    return y;
  }

  /** The engine's order: scalar by scalar, each over all vectors. */
  private static double[] flatByScalar(double[][] vectors) {
    double[] flat = new double[vectors.length * vectors[0].length];
    for (int i = 0; i < vectors.length; i++) {
      for (int e = 0; e < vectors[0].length; e++) {
        flat[e * vectors.length + i] = vectors[i][e];
      }
    }
    return flat;
  }

  /** What a layer's columns mean is a convention; attended fields come vector by vector. */
  private double[] flat(double[][] vectors) {
    if (network == Baseline.AUTOINT
        && vectors[0].length == shapes.attentionHeads() * shapes.attentionHeadDim()) {
      return concat(vectors);
    }
    return flatByScalar(vectors);
  }

  private static double[] part(double[] x, int head, int width) {
    return Arrays.copyOfRange(x, head * width, (head + 1) * width);
  }

  private static double[] concat(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
