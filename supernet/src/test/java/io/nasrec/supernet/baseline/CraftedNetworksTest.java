package io.nasrec.supernet.baseline;

import io.nasrec.space.Architecture;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.crafted.CraftedNetwork;
import io.nasrec.space.crafted.CraftedShape;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.Differentiated;
import io.nasrec.supernet.Examples;
import io.nasrec.supernet.Tensors;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.network.Subnet;
import io.nasrec.supernet.weights.Parameter;
import io.nasrec.supernet.weights.Parameters;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The hand-crafted networks inside their encodings: with a baseline's weights, and the surplus at
 * 0, an encoding computes the baseline's logits. Without normalisation, which the originals lack.
 *
 * <p>A logit a passes a hidden layer as {@code relu(a) − relu(−a)}, two of its units. The numeric
 * features' vectors, which encodings lack, are 0; a linear weight of an id is one more scalar of
 * its row in both.
 */
class CraftedNetworksTest {
  /** Sums of some hundred float32 products, in another order. */
  private static final double TOLERANCE = 1e-5;

  private static final int FEATURES = 3;
  private static final int FIELDS = 5;
  private static final int DIM = 8;

  /** Scalars of a row that are a vector, if one is a linear weight. */
  private static final int VECTOR = DIM - 1;

  private static final InputShape INPUT = new InputShape(FEATURES, FIELDS, DIM);
  private static final InputShape VECTORS = new InputShape(FEATURES, FIELDS, VECTOR);
  private static final int WIDTH = 48;
  private static final int ROWS = 4;

  /** Units of a hidden layer that carry a logit, and what is left for the baseline's. */
  private static final int PLUS = WIDTH - 2;

  private static final int MINUS = WIDTH - 1;

  @Test
  void dcnV2() {
    CtrNetwork original = new DcnV2(INPUT, 2, List.of(WIDTH, WIDTH));
    int flat = INPUT.flatWidth();
    assertSame(
        original,
        CraftedNetwork.DCN_V2,
        6,
        2,
        weights -> {
          cross(weights, "blocks.1", "cross.1");
          cross(weights, "blocks.6", "cross.2");
          for (int u = 0; u < WIDTH; u++) {
            for (int i = 0; i < flat; i++) {
              weights.set("blocks.2.flat-fc.linear", u, featuresFirst(i), "deep.1", u, i);
            }
          }
          weights.bias("blocks.2.flat-fc.linear", "deep.1");
          weights.layer("blocks.3.fc.linear", "deep.2");
          // The deep part's logit is the first scalar of the merger's first row, its negative that
          // of the second; the last block's rows 0 and 1 are these two.
          for (int u = 0; u < WIDTH; u++) {
            float weight = weights.of("output", 0, flat + u);
            weights.put("blocks.3.merger.linear", 0, u, weight);
            weights.put("blocks.3.merger.linear", DIM, u, -weight);
          }
          for (int sign = 0; sign < 2; sign++) {
            weights.put("blocks.6.embedded-fc.linear", sign, ROWS + sign, 1);
            weights.put("head", 0, flat + sign * DIM, 1 - 2 * sign);
          }
          for (int i = 0; i < flat; i++) {
            weights.set("head", 0, rowByRow(i), "output", 0, i);
          }
          weights.bias("head", "output");
        });
  }

  /** The baseline is parallel; in the stacked encoding, the crosses are the same. */
  @Test
  void crossesOfStackedDcnV2() {
    CtrNetwork original = new DcnV2(INPUT, 1, List.of(WIDTH));
    assertSame(
        original,
        CraftedNetwork.DCN_V2_STACKED,
        2,
        1,
        weights -> {
          cross(weights, "blocks.1", "cross.1");
          // The deep part of the original adds nothing.
          weights.clear("deep.1.weight");
          weights.clear("deep.1.bias");
          for (int i = 0; i < INPUT.flatWidth(); i++) {
            float weight = weights.of("output", 0, i);
            weights.put("blocks.2.fc.linear", 0, rowByRow(i), weight);
            weights.put("blocks.2.fc.linear", 1, rowByRow(i), -weight);
          }
          weights.put("head", 0, 0, 1);
          weights.put("head", 0, 1, -1);
          weights.bias("head", "output");
        });
  }

  @Test
  void deepFm() {
    assertSame(
        new DeepFm(VECTORS, List.of(20, 20)),
        CraftedNetwork.DEEPFM,
        3,
        2,
        weights -> {
          firstHidden(weights, 20);
          secondHidden(weights, "blocks.3", "deep.2");
          weights.put("blocks.3.fc.linear", PLUS, PLUS, 1);
          weights.put("blocks.3.fc.linear", MINUS, MINUS, 1);
          for (int j = 0; j < FIELDS; j++) {
            for (int i = 0; i < j; i++) {
              weights.put("blocks.3.cin.linear", j, i, 1);
            }
          }
          head(weights, "deep.output", 20);
          for (int e = 0; e < VECTOR; e++) {
            weights.put("head", 0, WIDTH + e, 1);
          }
          weights
              .to("head.bias")
              .put(0, weights.from("dense.bias").get(0) + weights.from("deep.output.bias").get(0));
        });
  }

  @Test
  void xDeepFm() {
    List<Integer> maps = List.of(4, 3, 2);
    assertSame(
        new XDeepFm(VECTORS, maps, List.of(20, 20, 20)),
        CraftedNetwork.XDEEPFM,
        3,
        3,
        weights -> {
          firstHidden(weights, 20);
          secondHidden(weights, "blocks.2", "deep.2");
          weights.put("blocks.2.fc.linear", PLUS, PLUS, 1);
          weights.put("blocks.2.fc.linear", MINUS, MINUS, 1);
          copy(weights, "blocks.3.flat-fc.linear", "deep.3", 20);
          String last = "blocks.3.flat-fc.linear";
          for (int sign = 1; sign >= -1; sign -= 2) {
            int unit = sign == 1 ? PLUS : MINUS;
            weights.put(last, unit, PLUS, sign);
            weights.put(last, unit, MINUS, -sign);
            for (int h = 0; h < 4 + 3; h++) {
              int row = FIELDS + (h < 4 ? h : ROWS + h - 4);
              for (int e = 0; e < VECTOR; e++) {
                weights.put(
                    last, unit, WIDTH + row * DIM + e, sign * weights.of("cin.output", 0, h));
              }
            }
          }
          int fields = FIELDS + FEATURES;
          for (int k = 1; k <= 3; k++) {
            int before = k == 1 ? FIELDS : maps.get(k - 2);
            // The last interaction also reads the raw rows and block 1's, whose weights are 0.
            int first = k == 3 ? FIELDS + ROWS : 0;
            for (int h = 0; h < maps.get(k - 1); h++) {
              for (int i = 0; i < before; i++) {
                for (int j = 0; j < FIELDS; j++) {
                  weights.set(
                      "blocks." + k + ".cin.linear",
                      h * FIELDS + j,
                      first + i,
                      "cin." + k,
                      h,
                      i * fields + j);
                }
              }
            }
          }
          head(weights, "deep.output", 20);
          for (int h = 0; h < 2; h++) {
            for (int e = 0; e < VECTOR; e++) {
              weights.set("head", 0, WIDTH + h * DIM + e, "cin.output", 0, 4 + 3 + h);
            }
          }
          weights.bias("head", "dense");
        });
  }

  @Test
  void dlrm() {
    int products = (FIELDS + 1) * FIELDS / 2;
    assertSame(
        new Dlrm(INPUT, List.of(WIDTH), List.of(WIDTH, WIDTH)),
        CraftedNetwork.DLRM,
        5,
        2,
        weights -> {
          weights.layer("blocks.1.fc.linear", "bottom.1");
          copy(weights, "blocks.2.fc.linear", "bottom.2", DIM);
          for (int i = 0; i < DIM; i++) {
            weights.put("blocks.3.dot-product.dense", i, i, 1);
          }
          for (int i = 0; i < FIELDS; i++) {
            weights.put("blocks.3.dot-product.rows", i, i, 1);
          }
          for (int i = 0; i < products; i++) {
            weights.put("blocks.3.dot-product.output", i, i, 1);
          }
          for (int u = 0; u < WIDTH; u++) {
            for (int i = 0; i < DIM + products; i++) {
              weights.set("blocks.4.fc.linear", u, i < DIM ? i : WIDTH + i - DIM, "top.1", u, i);
            }
          }
          weights.bias("blocks.4.fc.linear", "top.1");
          weights.layer("blocks.5.fc.linear", "top.2");
          weights.layer("head", "top.output");
        });
  }

  @Test
  void mlp() {
    // A DCN-V2 of which only the deep part reaches the logit.
    assertSame(
        new DcnV2(INPUT, 1, List.of(WIDTH)),
        CraftedNetwork.MLP,
        3,
        1,
        weights -> {
          for (int i = 0; i < INPUT.flatWidth(); i++) {
            weights.from("output.weight").put(i, 0);
          }
          for (int u = 0; u < WIDTH; u++) {
            for (int i = 0; i < INPUT.flatWidth(); i++) {
              weights.set("blocks.3.flat-fc.linear", u, featuresFirst(i), "deep.1", u, i);
            }
            weights.set("head", 0, u, "output", 0, INPUT.flatWidth() + u);
          }
          weights.bias("blocks.3.flat-fc.linear", "deep.1");
          weights.bias("head", "output");
        });
  }

  /** Column of the flat raw input, rows one after the other, of one of the baselines'. */
  private static int rowByRow(int column) {
    int scalars = FIELDS * DIM;
    return column < scalars ? column % FIELDS * DIM + column / FIELDS : column;
  }

  /** Likewise where the features come first. */
  private static int featuresFirst(int column) {
    int scalars = FIELDS * DIM;
    return column < scalars ? FEATURES + rowByRow(column) : column - scalars;
  }

  private static void cross(Copy weights, String block, String layer) {
    String cross = block + ".cross.linear";
    for (int i = 0; i < INPUT.flatWidth(); i++) {
      for (int j = 0; j < INPUT.flatWidth(); j++) {
        weights.set(cross, rowByRow(i), rowByRow(j), layer, i, j);
      }
      weights.to(cross + ".bias").put(rowByRow(i), weights.from(layer + ".bias").get(i));
    }
  }

  /** The first hidden layer over the vectors of ids; two units carry the linear part. */
  private static void firstHidden(Copy weights, int units) {
    String hidden = "blocks.1.flat-fc.linear";
    weights.clear("dense.embedding");
    for (int f = 0; f < FIELDS; f++) {
      int row = FEATURES + f * DIM;
      for (int u = 0; u < units; u++) {
        for (int e = 0; e < VECTOR; e++) {
          weights.set(hidden, u, row + e, "deep.1", u, e * (FIELDS + FEATURES) + f);
        }
      }
      weights.put(hidden, PLUS, row + VECTOR, 1);
      weights.put(hidden, MINUS, row + VECTOR, -1);
    }
    for (int k = 0; k < FEATURES; k++) {
      weights.put(hidden, PLUS, k, weights.of("dense", 0, k));
      weights.put(hidden, MINUS, k, -weights.of("dense", 0, k));
    }
    weights.bias(hidden, "deep.1");
  }

  private static void secondHidden(Copy weights, String block, String layer) {
    copy(weights, block + ".fc.linear", layer, 20);
  }

  /** A layer into the first units of a wider one. */
  private static void copy(Copy weights, String to, String from, int units) {
    int columns = weights.columnsFrom(from);
    for (int u = 0; u < units; u++) {
      for (int i = 0; i < columns; i++) {
        weights.set(to, u, i, from, u, i);
      }
    }
    weights.bias(to, from);
  }

  private static void head(Copy weights, String output, int units) {
    for (int u = 0; u < units; u++) {
      weights.set("head", 0, u, output, 0, u);
    }
    weights.put("head", 0, PLUS, 1);
    weights.put("head", 0, MINUS, -1);
  }

  private static void assertSame(
      CtrNetwork original, CraftedNetwork crafted, int blocks, int depth, Consumer<Copy> copy) {
    SearchSpace space = SearchSpace.plus(blocks).withWidths(List.of(WIDTH), List.of(ROWS));
    Architecture architecture = crafted.architecture(space, new CraftedShape(depth, WIDTH, ROWS));
    Subnet encoded = new Subnet(new NetworkBuilder(space, INPUT, false).live(architecture));
    SplittableRandom random = new SplittableRandom(3);
    Examples examples = Examples.random(INPUT, 20, random);
    try (Parameters originals = Parameters.own(new TorchEngine(1), original.weights());
        Parameters copies = Parameters.own(new TorchEngine(1), encoded.weights())) {
      Examples.fill(originals, random);
      Copy weights = new Copy(tensors(originals), tensors(copies));
      copy.accept(weights);
      Tensors.assertClose(
          crafted.title(),
          Differentiated.of(encoded, copies, examples).logits(),
          Differentiated.of(original, originals, examples).logits(),
          TOLERANCE);
    }
  }

  private static Map<String, Parameter> tensors(Parameters parameters) {
    return parameters.all().stream()
        .collect(Collectors.toMap(one -> one.weight().path(), Function.identity()));
  }

  /** Tensors by path: a baseline's, and those of its encoding, which are 0 at first. */
  private record Copy(Map<String, Parameter> from, Map<String, Parameter> to) {
    FloatBuffer from(String path) {
      return from.get(path).values();
    }

    FloatBuffer to(String path) {
      return to.get(path).values();
    }

    void clear(String path) {
      for (int i = 0; i < from(path).capacity(); i++) {
        from(path).put(i, 0);
      }
    }

    int columnsFrom(String layer) {
      return columns(from, layer);
    }

    float of(String layer, int row, int column) {
      return from(layer + ".weight").get(row * columnsFrom(layer) + column);
    }

    void put(String layer, int row, int column, float value) {
      to(layer + ".weight").put(row * columns(to, layer) + column, value);
    }

    void set(String to, int row, int column, String from, int fromRow, int fromColumn) {
      put(to, row, column, of(from, fromRow, fromColumn));
    }

    void bias(String to, String from) {
      FloatBuffer values = from(from + ".bias");
      to(to + ".bias").put(0, values, 0, values.capacity());
    }

    /** A layer that has as many units in both, and whose surplus columns stay 0. */
    void layer(String to, String from) {
      for (int row = 0; row < from(from + ".bias").capacity(); row++) {
        for (int column = 0; column < columnsFrom(from); column++) {
          set(to, row, column, from, row, column);
        }
      }
      bias(to, from);
    }

    private static int columns(Map<String, Parameter> tensors, String layer) {
      return tensors.get(layer + ".weight").weight().shape().get(1);
    }
  }
}
