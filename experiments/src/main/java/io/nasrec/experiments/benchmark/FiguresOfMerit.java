package io.nasrec.experiments.benchmark;

import io.nasrec.commons.RandomStreams;
import io.nasrec.experiments.results.RankFigures;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How well a ranking agrees with the truth (spec section 11). Networks without a score are not
 * ranked: correlations are over those that have one.
 *
 * @param ranked networks with a score
 * @param tau Kendall's τ-b of scores and qualities, minus log loss
 * @param rho Spearman's ρ
 * @param tauOfBest τ-b among the tenth of the networks that are truly best; NaN for fewer than 3
 * @param ndcg normalised discounted cumulative gain of the first 10 (Järvelin and Kekäläinen 2002,
 *     with discount 1/log2(1 + place)); a network's gain is its quality on the scale from the worst
 *     network, 0, to the best, 1; NaN if all are equal
 * @param regretOfFirst log loss of the network that is ranked first, less that of the best
 * @param regretOfFirst15 the same, of the truly best among the first 15
 */
public record FiguresOfMerit(
    int ranked,
    Interval tau,
    Interval rho,
    double tauOfBest,
    double ndcg,
    double regretOfFirst,
    double regretOfFirst15) {
  private static final int GAINS = 10;
  private static final int RETRAINED = 15;
  private static final double BEST = 0.1;
  private static final int ORDERS = 1_000;
  private static final long SEED = 12;

  /**
   * The figures of a ranking.
   *
   * @param scores one per network, higher is better; NaN for a network without one
   * @param losses the true log loss of each network, finite
   */
  public static FiguresOfMerit of(double[] scores, double[] losses) {
    int[] known = IntStream.range(0, scores.length).filter(i -> !Double.isNaN(scores[i])).toArray();
    double[] score = at(scores, known);
    double[] quality = Arrays.stream(at(losses, known)).map(loss -> -loss).toArray();
    int[] order = order(scores, known);
    return new FiguresOfMerit(
        known.length,
        Interval.of(
            known.length, chosen -> RankFigures.tau(at(score, chosen), at(quality, chosen))),
        Interval.of(
            known.length, chosen -> RankFigures.rho(at(score, chosen), at(quality, chosen))),
        tauOfBest(scores, losses, known),
        ndcg(order, losses),
        regret(order, losses, 1),
        regret(order, losses, RETRAINED));
  }

  /**
   * The figures of random rankings: means over 1,000 orders; the intervals are where 95 % of the
   * correlations of single orders lie.
   *
   * @param losses the true log loss of each network, finite
   */
  public static FiguresOfMerit ofRandom(double[] losses) {
    List<FiguresOfMerit> orders =
        IntStream.range(0, ORDERS).mapToObj(i -> ofOneOrder(losses, i)).toList();
    return new FiguresOfMerit(
        losses.length,
        spread(orders, one -> one.tau().value()),
        spread(orders, one -> one.rho().value()),
        mean(orders, FiguresOfMerit::tauOfBest),
        mean(orders, FiguresOfMerit::ndcg),
        mean(orders, FiguresOfMerit::regretOfFirst),
        mean(orders, FiguresOfMerit::regretOfFirst15));
  }

  private static FiguresOfMerit ofOneOrder(double[] losses, int number) {
    double[] scores =
        RandomStreams.stream(SEED, "random order", number).doubles(losses.length).toArray();
    int[] all = IntStream.range(0, losses.length).toArray();
    int[] order = order(scores, all);
    double[] quality = Arrays.stream(losses).map(loss -> -loss).toArray();
    return new FiguresOfMerit(
        losses.length,
        Interval.of(RankFigures.tau(scores, quality)),
        Interval.of(RankFigures.rho(scores, quality)),
        tauOfBest(scores, losses, all),
        ndcg(order, losses),
        regret(order, losses, 1),
        regret(order, losses, RETRAINED));
  }

  private static double mean(List<FiguresOfMerit> orders, ToDoubleFunction<FiguresOfMerit> figure) {
    return orders.stream().mapToDouble(figure).average().orElse(Double.NaN);
  }

  private static Interval spread(
      List<FiguresOfMerit> orders, ToDoubleFunction<FiguresOfMerit> figure) {
    return Interval.around(mean(orders, figure), orders.stream().mapToDouble(figure).toArray());
  }

  /** Ranked networks, best score first; of equals the earlier. */
  private static int[] order(double[] scores, int[] known) {
    return Arrays.stream(known)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> scores[i]).reversed())
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The best tenth of those that are ranked, rounded up. */
  private static double tauOfBest(double[] scores, double[] losses, int[] known) {
    int[] best =
        Arrays.stream(known)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> losses[i]))
            .limit((long) Math.ceil(BEST * known.length))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] quality = Arrays.stream(at(losses, best)).map(loss -> -loss).toArray();
    return RankFigures.tau(at(scores, best), quality);
  }

  /** The ideal order may contain networks that the ranking has no score for. */
  static double ndcg(int[] order, double[] losses) {
    double worst = Arrays.stream(losses).max().orElse(Double.NaN);
    double best = Arrays.stream(losses).min().orElse(Double.NaN);
    double[] gains = Arrays.stream(losses).map(loss -> (worst - loss) / (worst - best)).toArray();
    double[] ideal = Arrays.stream(losses).sorted().toArray();
    double gained = 0;
    double most = 0;
    for (int place = 1; place <= Math.min(GAINS, losses.length); place++) {
      double discount = Math.log(2) / Math.log(1 + place);
      gained += place <= order.length ? gains[order[place - 1]] * discount : 0;
      most += (worst - ideal[place - 1]) / (worst - best) * discount;
    }
    return gained / most;
  }

  private static double regret(int[] order, double[] losses, int first) {
    return Arrays.stream(order).limit(first).mapToDouble(i -> losses[i]).min().orElse(Double.NaN)
        - Arrays.stream(losses).min().orElse(Double.NaN);
  }

  /** The values of some networks, in their order. */
  static double[] at(double[] values, int[] indices) {
    return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
  }
}
