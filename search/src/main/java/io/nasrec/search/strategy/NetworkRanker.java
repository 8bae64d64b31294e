package io.nasrec.search.strategy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Puts networks into order by what is known of others: LambdaMART [LM] as XGBoost has it, with
 * trees of depth 3, a rate of 0.05, and pairs with the first 3 of the model's own order (nDCG@3),
 * as [A] has it with LightGBM.
 *
 * <p>The gain of a network is its rank, counted from the worst ([A], code). The model is fitted to
 * all known networks, with one thread and without sampling: the same networks give the same order.
 */
final class NetworkRanker {
  private static final int TREES = 100;

  private static final Map<String, Object> SETTINGS =
      Map.ofEntries(
          Map.entry("objective", "rank:ndcg"),
          Map.entry("eval_metric", "ndcg@3"),
          Map.entry("lambdarank_pair_method", "topk"),
          Map.entry("lambdarank_num_pair_per_sample", 3),
          Map.entry("ndcg_exp_gain", false),
          Map.entry("max_depth", 3),
          Map.entry("eta", 0.05),
          // The second derivatives of a few dozen networks are small: at the default of 1, no tree
          // would have a split.
          Map.entry("min_child_weight", 0),
          Map.entry("tree_method", "exact"),
          Map.entry("nthread", 1),
          Map.entry("seed", 0),
          Map.entry("verbosity", 0));

  private final List<float[]> known = new ArrayList<>();
  private final List<Double> qualities = new ArrayList<>();

  /**
   * Loads the library, once.
   *
   * @throws RankerUnavailableException if it does not load on this machine
   */
  NetworkRanker() {
    try {
      new DMatrix(new float[] {0}, 1, 1, Float.NaN).dispose();
    } catch (LinkageError | XGBoostError e) {
      throw new RankerUnavailableException(e);
    }
  }

  /**
   * Adds a network to those known.
   *
   * @param features as many as all others have
   * @param quality higher is better
   */
  void learn(float[] features, double quality) {
    known.add(features.clone());
    qualities.add(quality);
  }

  /**
   * Puts networks into order; at least one must be known.
   *
   * @param features of each network
   * @return the places of the networks in the list, the most promising one first; earlier ones
   *     first among equals
   */
  List<Integer> order(List<float[]> features) {
    float[] scores = scores(features);
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -scores[i]))
        .toList();
  }

  private float[] scores(List<float[]> features) {
    try (Rows all = new Rows(known);
        Rows asked = new Rows(features)) {
      all.matrix.setLabel(gains());
      all.matrix.setGroup(new int[] {known.size()});
      Booster model = XGBoost.train(all.matrix, SETTINGS, TREES, Map.of(), null, null);
      try {
        float[][] predicted = model.predict(asked.matrix);
        float[] scores = new float[predicted.length];
        for (int i = 0; i < scores.length; i++) {
          scores[i] = predicted[i][0];
        }
        return scores;
      } finally {
        model.dispose();
      }
    } catch (XGBoostError e) {
      throw new IllegalStateException("the ranker failed", e);
    }
  }

  /** For each known network, the number of those that are worse. */
  private float[] gains() {
    float[] gains = new float[qualities.size()];
    for (int i = 0; i < gains.length; i++) {
      double quality = qualities.get(i);
      gains[i] = qualities.stream().filter(other -> other < quality).count();
    }
    return gains;
  }

  /** Rows in native memory. */
  private static final class Rows implements AutoCloseable {
    private final DMatrix matrix;

    Rows(List<float[]> rows) throws XGBoostError {
      int columns = rows.get(0).length;
      float[] flat = new float[rows.size() * columns];
      for (int i = 0; i < rows.size(); i++) {
        System.arraycopy(rows.get(i), 0, flat, i * columns, columns);
      }
      matrix = new DMatrix(flat, rows.size(), columns, Float.NaN);
    }

    @Override
    public void close() {
      matrix.dispose();
    }
  }
}
