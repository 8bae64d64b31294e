package io.nasrec.search.strategy;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;

/**
 * An independent softmax distribution per gene, trained with Adam [AD] at a rate of 0.5 from logits
 * of a standard deviation of 0.001 ([G], code).
 */
final class SoftmaxPolicy {
  private static final double RATE = 0.5;
  private static final double STD = 1e-3;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final double[][] logits;
  private final double[][] means;
  private final double[][] squares;
  private int steps;

  /**
   * @param options number of values of each gene, at least 1
   * @param random draws the first logits
   */
  SoftmaxPolicy(int[] options, RandomGenerator random) {
    logits =
        Arrays.stream(options)
            .mapToObj(
                n -> DoubleStream.generate(() -> STD * random.nextGaussian()).limit(n).toArray())
            .toArray(double[][]::new);
    means = Arrays.stream(options).mapToObj(double[]::new).toArray(double[][]::new);
    squares = Arrays.stream(options).mapToObj(double[]::new).toArray(double[][]::new);
  }

  /** Draws a value for each gene. */
  int[] sample(RandomGenerator random) {
    int[] values = new int[logits.length];
    for (int gene = 0; gene < values.length; gene++) {
      double[] probabilities = probabilities(gene);
      double rest = random.nextDouble();
      int value = 0;
      while (value < probabilities.length - 1 && rest >= probabilities[value]) {
        rest -= probabilities[value++];
      }
      values[gene] = value;
    }
    return values;
  }

  /** The probabilities of a gene's values. */
  double[] probabilities(int gene) {
    double highest = Arrays.stream(logits[gene]).max().orElseThrow();
    double[] powers = Arrays.stream(logits[gene]).map(z -> Math.exp(z - highest)).toArray();
    double sum = Arrays.stream(powers).sum();
    return Arrays.stream(powers).map(power -> power / sum).toArray();
  }

  /** One step down the gradient of {@code −log π(values) · advantage}. */
  void reinforce(int[] values, double advantage) {
    steps++;
    for (int gene = 0; gene < logits.length; gene++) {
      double[] probabilities = probabilities(gene);
      for (int value = 0; value < probabilities.length; value++) {
        double gradient = (probabilities[value] - (value == values[gene] ? 1 : 0)) * advantage;
        adam(gene, value, gradient);
      }
    }
  }

  private void adam(int gene, int value, double gradient) {
    means[gene][value] = BETA1 * means[gene][value] + (1 - BETA1) * gradient;
    squares[gene][value] = BETA2 * squares[gene][value] + (1 - BETA2) * gradient * gradient;
    double mean = means[gene][value] / (1 - Math.pow(BETA1, steps));
    double square = squares[gene][value] / (1 - Math.pow(BETA2, steps));
    logits[gene][value] -= RATE * mean / (Math.sqrt(square) + EPSILON);
  }
}
