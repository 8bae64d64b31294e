package io.nasrec.experiments.config;

import io.nasrec.experiments.config.schema.Range;
import io.nasrec.experiments.config.schema.Rules;
import io.nasrec.experiments.config.schema.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Choices for settings of retraining, which are searched together with the architecture (spec
 * section 10): each network is trained with one combination of them. All combinations are equally
 * frequent. A key that is none has the value of its own section.
 *
 * @param learningRate choices for {@code retrain.learningRate}
 * @param embeddingL2 choices for {@code retrain.embeddingL2}
 * @param embeddingDropout choices for {@code retrain.embeddingDropout}
 * @param weightDecay choices for {@code training.weightDecay}
 * @param embeddingDim choices for {@code space.embeddingDim}
 * @param layerNorm choices for {@code space.layerNorm}
 */
public record TuneSettings(
    @Range(min = 0, max = 100, aboveMin = true) Optional<List<Double>> learningRate,
    @Range(min = 0, max = 1) Optional<List<Double>> embeddingL2,
    @Range(min = 0, max = 0.95) Optional<List<Double>> embeddingDropout,
    @Range(min = 0, max = 100) Optional<List<Double>> weightDecay,
    @Range(min = 8, max = 64, multipleOf = 8, unit = "dimensions")
        Optional<List<Integer>> embeddingDim,
    Optional<List<Boolean>> layerNorm) {

  private static final long MOST_COMBINATIONS = 10_000;

  /**
   * Checks every component.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public TuneSettings {
    Schema.check(
        TuneSettings.class,
        learningRate,
        embeddingL2,
        embeddingDropout,
        weightDecay,
        embeddingDim,
        layerNorm);
    Rules rules = new Rules();
    long combinations = 1;
    for (Map.Entry<String, List<?>> choice :
        choices(learningRate, embeddingL2, embeddingDropout, weightDecay, embeddingDim, layerNorm)
            .entrySet()) {
      List<?> values = choice.getValue();
      rules.require(
          values.stream().distinct().count() == values.size(),
          "tune." + choice.getKey().substring(choice.getKey().indexOf('.') + 1),
          "names a value twice: " + values);
      combinations = Math.min(MOST_COMBINATIONS + 1, combinations * values.size());
    }
    rules
        .require(
            combinations <= MOST_COMBINATIONS,
            "tune",
            "must have at most %s combinations; name fewer values".formatted(MOST_COMBINATIONS))
        .check();
  }

  /** The keys that have choices, by their paths in experiment files. */
  public Map<String, List<?>> choices() {
    return choices(
        learningRate, embeddingL2, embeddingDropout, weightDecay, embeddingDim, layerNorm);
  }

  private static Map<String, List<?>> choices(
      Optional<List<Double>> learningRate,
      Optional<List<Double>> embeddingL2,
      Optional<List<Double>> embeddingDropout,
      Optional<List<Double>> weightDecay,
      Optional<List<Integer>> embeddingDim,
      Optional<List<Boolean>> layerNorm) {
    Map<String, List<?>> choices = new LinkedHashMap<>();
    learningRate.ifPresent(values -> choices.put("retrain.learningRate", values));
    embeddingL2.ifPresent(values -> choices.put("retrain.embeddingL2", values));
    embeddingDropout.ifPresent(values -> choices.put("retrain.embeddingDropout", values));
    weightDecay.ifPresent(values -> choices.put("training.weightDecay", values));
    embeddingDim.ifPresent(values -> choices.put("space.embeddingDim", values));
    layerNorm.ifPresent(values -> choices.put("space.layerNorm", values));
    return choices;
  }
}
