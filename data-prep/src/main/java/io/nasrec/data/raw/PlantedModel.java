package io.nasrec.data.raw;

import io.nasrec.commons.RandomStreams;
import io.nasrec.data.RowSample;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The truth behind synthetic rows. With u_f the effects of the values of field f, and z_j those of
 * integer j, all of mean 0 and variance 1 over the values' distribution, the logit of a click is
 *
 * <pre>{@code
 * bias + m · Σ u_f + l · Σ z_j          main effects of nine fields and two integers
 *      + s · Σ u_f · u_g                over four pairs (f, g) of these fields
 *      + c · u_h · z_j                  the ninth field and one of the integers
 * }</pre>
 *
 * All features are independent, so a product of two effects has mean 0 for each value of either: no
 * sum of main effects explains it, while a factorisation of rank one explains it fully. The
 * interacting effects also act alone, which makes them learnable: embeddings that have learned the
 * main effects already contain what the products need, whereas pure interactions would keep a
 * network at a saddle point for a long time. Fields have 10 to 30 values, none of them very rare,
 * and integers act through ln(1 + x) alone: encoding loses almost nothing.
 */
final class PlantedModel {
  private static final int INTEGERS = 13;
  private static final int FIELDS = 26;

  private static final double BIAS = -1.6;
  private static final int PAIRS = 4;
  private static final double PAIR_STRENGTH = Math.sqrt(0.55);
  private static final double CROSS_STRENGTH = Math.sqrt(0.25);
  private static final double MAIN_STRENGTH = Math.sqrt(0.14);
  private static final int MAIN_INTEGERS = 2;
  private static final double SLOPE = Math.sqrt(0.1);

  private final List<PlantedField> fields = new ArrayList<>();
  private final List<PlantedInteger> integers = new ArrayList<>();
  private final int[] fieldOrder;
  private final int[] integerOrder;
  private final double[][] effects = new double[2 * PAIRS + 1][];

  PlantedModel(long seed) {
    for (int f = 0; f < FIELDS; f++) {
      fields.add(new PlantedField(f, RandomStreams.stream(seed, "synthetic field", f)));
    }
    for (int j = 0; j < INTEGERS; j++) {
      integers.add(new PlantedInteger(RandomStreams.stream(seed, "synthetic integer", j)));
    }
    RandomGenerator random = RandomStreams.stream(seed, "synthetic effects");
    // The seed decides which feature does what; the roles below are positions in these orders.
    fieldOrder = RowSample.shuffled(FIELDS, random);
    integerOrder = RowSample.shuffled(INTEGERS, random);
    for (int i = 0; i < effects.length; i++) {
      effects[i] = fields.get(fieldOrder[i]).effect(random);
    }
  }

  /**
   * Draws a row: features, true click probability, label.
   *
   * @param random the row's own stream
   * @param row takes the values
   */
  void draw(RandomGenerator random, RawRows row) {
    int[] values = new int[FIELDS];
    for (int f = 0; f < FIELDS; f++) {
      values[f] = fields.get(f).draw(random);
      row.setKey(f, fields.get(f).key(values[f]));
    }
    double[] numbers = new double[INTEGERS];
    for (int j = 0; j < INTEGERS; j++) {
      numbers[j] = integers.get(j).draw(random);
      row.setDense(j, numbers[j]);
    }
    double probability = 1 / (1 + StrictMath.exp(-logit(values, numbers)));
    row.setClickProbability(probability);
    row.setLabel(random.nextDouble() < probability ? 1 : 0);
  }

  private double logit(int[] values, double[] numbers) {
    double logit = BIAS;
    for (int i = 0; i < effects.length; i++) {
      logit += MAIN_STRENGTH * fieldEffect(i, values);
    }
    for (int i = 0; i < MAIN_INTEGERS; i++) {
      logit += SLOPE * integerEffect(i, numbers);
    }
    for (int p = 0; p < PAIRS; p++) {
      logit += PAIR_STRENGTH * fieldEffect(2 * p, values) * fieldEffect(2 * p + 1, values);
    }
    return logit + CROSS_STRENGTH * fieldEffect(2 * PAIRS, values) * integerEffect(0, numbers);
  }

  private double fieldEffect(int position, int[] values) {
    return effects[position][values[fieldOrder[position]]];
  }

  private double integerEffect(int position, double[] numbers) {
    int j = integerOrder[position];
    return integers.get(j).effect(numbers[j]);
  }
}
