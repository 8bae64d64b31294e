package io.nasrec.experiments.trial;

import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.results.Comparison;
import io.nasrec.experiments.results.MetricSpreads;
import io.nasrec.supernet.evaluation.Metrics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Compares networks: tuning, training, and one evaluation on the test split for each training. */
public final class ComparisonRun {
  private ComparisonRun() {}

  /**
   * Tunes each network on validation, trains it over all seeds and, when all training is done,
   * evaluates each training on the test split once.
   *
   * @param variants the experiment with overrides
   */
  public static Comparison of(
      List<NamedNetwork> networks,
      int seeds,
      Tuning tuning,
      Function<List<String>, Experiment> variants,
      Trials trials) {
    List<List<Trial>> chosen = new ArrayList<>();
    for (List<String> overrides : tuned(networks, tuning, variants, trials)) {
      NamedNetwork network = networks.get(chosen.size());
      Experiment experiment = variants.apply(overrides);
      chosen.add(
          IntStream.rangeClosed(1, seeds)
              .mapToObj(number -> new Trial(network, experiment, overrides, number))
              .toList());
    }
    List<TrialResult> results =
        trials.train("train", chosen.stream().flatMap(List::stream).toList());
    List<Comparison.Row> rows = new ArrayList<>();
    for (int i = 0; i < networks.size(); i++) {
      rows.add(row(chosen.get(i), results.subList(i * seeds, (i + 1) * seeds), trials));
    }
    rows.sort(
        Comparator.comparingDouble(
            (Comparison.Row row) ->
                Double.isNaN(row.validation().logLoss().mean())
                    ? Double.POSITIVE_INFINITY
                    : row.validation().logLoss().mean()));
    chosen.forEach(trainings -> trainings.forEach(trials::publish));
    return new Comparison(variants.apply(List.of()).name(), seeds, rows, trials.baseRate());
  }

  /** The best combination per network, by validation log loss of its first training. */
  private static List<List<String>> tuned(
      List<NamedNetwork> networks,
      Tuning tuning,
      Function<List<String>, Experiment> variants,
      Trials trials) {
    List<List<String>> combinations = tuning.combinations();
    if (combinations.size() == 1) {
      return networks.stream().map(network -> combinations.get(0)).toList();
    }
    List<Trial> all = new ArrayList<>();
    for (NamedNetwork network : networks) {
      for (List<String> overrides : combinations) {
        all.add(new Trial(network, variants.apply(overrides), overrides, 1));
      }
    }
    List<TrialResult> results = trials.train("tune", all);
    List<List<String>> best = new ArrayList<>();
    for (int i = 0; i < networks.size(); i++) {
      int from = i * combinations.size();
      best.add(
          IntStream.range(0, combinations.size())
              .boxed()
              .filter(c -> results.get(from + c).trained())
              .min(Comparator.comparingDouble(c -> results.get(from + c).validation().logLoss()))
              .map(combinations::get)
              .orElse(combinations.get(0)));
    }
    return best;
  }

  private static Comparison.Row row(
      List<Trial> trainings, List<TrialResult> results, Trials trials) {
    List<Metrics> validation =
        results.stream().filter(TrialResult::trained).map(TrialResult::validation).toList();
    List<Metrics> test =
        IntStream.range(0, results.size())
            .filter(i -> results.get(i).trained())
            .mapToObj(i -> trials.test(trainings.get(i), false))
            .toList();
    TrialResult first = results.get(0);
    return new Comparison.Row(
        trainings.get(0).network().name(),
        trainings.get(0).overrides(),
        first.parameters(),
        first.embeddingParameters(),
        first.macs(),
        results.size() - validation.size(),
        MetricSpreads.of(validation),
        MetricSpreads.of(test),
        results.stream().mapToDouble(TrialResult::seconds).average().orElseThrow());
  }
}
