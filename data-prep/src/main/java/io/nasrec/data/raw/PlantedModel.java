package io.nasrec.data.raw;

import io.nasrec.data.RandomStreams;
import io.nasrec.data.RowSample;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The truth behind synthetic rows. The logit of a click is
 *
 * <pre>{@code
 * bias + main effects of some fields and some integers
 *      + Σ s · u_f(value of field f) · v_g(value of field g)   over pairs of fields (f, g)
 *      + s · z_j(integer j) · u_h(value of field h)
 * }</pre>
 *
 * where every effect has mean 0 and variance 1 over the values' distribution. All features are
 * independent, so a product of two effects has mean 0 for each value of either: no sum of main
 * effects explains it, while a factorisation of rank one explains it fully. Fields have 10 to 40
 * values, none of them very rare, and integers act through ln(1 + x) alone: encoding loses next to
 * nothing.
 */
final class PlantedModel {
  static final int INTEGERS = 13;
  static final int FIELDS = 26;

  private static final double BIAS = -1.55;
  private static final int PAIRS = 5;
  private static final double PAIR_STRENGTH = Math.sqrt(0.4);
  private static final double CROSS_STRENGTH = Math.sqrt(0.3);
  private static final int MAIN_FIELDS = 6;
  private static final double MAIN_STRENGTH = Math.sqrt(0.15);
  private static final int MAIN_INTEGERS = 3;
  private static final double SLOPE = Math.sqrt(0.1);

  private final List<PlantedField> fields = new ArrayList<>();
  private final List<PlantedInteger> integers = new ArrayList<>();
  private final int[] fieldOrder;
  private final int[] integerOrder;
  private final double[][] main = new double[MAIN_FIELDS][];
  private final double[][] left = new double[PAIRS][];
  private final double[][] right = new double[PAIRS][];
  private final double[] cross;

  PlantedModel(long seed) {
    for (int f = 0; f < FIELDS; f++) {
      fields.add(new PlantedField(f, RandomStreams.stream(seed, "synthetic field", f)));
    }
    for (int j = 0; j < INTEGERS; j++) {
      integers.add(new PlantedInteger(RandomStreams.stream(seed, "synthetic integer", j)));
    }
    RandomGenerator random = RandomStreams.stream(seed, "synthetic effects");
    // Which feature does what is the seed's choice; the roles below are positions in these orders.
    fieldOrder = RowSample.shuffled(FIELDS, random);
    integerOrder = RowSample.shuffled(INTEGERS, random);
    for (int p = 0; p < PAIRS; p++) {
      left[p] = field(2 * p).effect(random);
      right[p] = field(2 * p + 1).effect(random);
    }
    cross = field(2 * PAIRS).effect(random);
    for (int m = 0; m < MAIN_FIELDS; m++) {
      main[m] = field(2 * PAIRS - 2 + m).effect(random);
    }
  }

  /**
   * Draws a row: features, true click probability, label.
   *
   * @param random the row's own stream
   * @param row takes the values
   */
  void draw(RandomGenerator random, RawRow row) {
    int[] values = new int[FIELDS];
    for (int f = 0; f < FIELDS; f++) {
      values[f] = fields.get(f).draw(random);
      row.sparse()[f] = fields.get(f).key(values[f]);
    }
    for (int j = 0; j < INTEGERS; j++) {
      row.dense()[j] = integers.get(j).draw(random);
    }
    double probability = 1 / (1 + Math.exp(-logit(values, row.dense())));
    row.clickProbability(probability);
    row.label(random.nextDouble() < probability ? 1 : 0);
  }

  private double logit(int[] values, double[] numbers) {
    double logit = BIAS;
    for (int p = 0; p < PAIRS; p++) {
      logit +=
          PAIR_STRENGTH
              * left[p][values[fieldOrder[2 * p]]]
              * right[p][values[fieldOrder[2 * p + 1]]];
    }
    logit += CROSS_STRENGTH * effect(0, numbers) * cross[values[fieldOrder[2 * PAIRS]]];
    for (int m = 0; m < MAIN_FIELDS; m++) {
      logit += MAIN_STRENGTH * main[m][values[fieldOrder[2 * PAIRS - 2 + m]]];
    }
    for (int i = 1; i <= MAIN_INTEGERS; i++) {
      logit += SLOPE * effect(i, numbers);
    }
    return logit;
  }

  private double effect(int position, double[] numbers) {
    int j = integerOrder[position];
    return integers.get(j).effect(numbers[j]);
  }

  private PlantedField field(int position) {
    return fields.get(fieldOrder[position]);
  }
}
