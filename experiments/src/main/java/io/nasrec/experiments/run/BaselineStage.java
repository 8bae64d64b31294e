package io.nasrec.experiments.run;

import com.fasterxml.jackson.core.type.TypeReference;
import io.nasrec.data.CheckedJson;
import io.nasrec.data.Dataset;
import io.nasrec.data.Manifest;
import io.nasrec.data.Progress;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.search.retraining.TestEvaluation;
import io.nasrec.supernet.baseline.LogisticRegression;
import io.nasrec.supernet.engine.Torch;
import io.nasrec.supernet.evaluation.Evaluation;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.training.Training;
import io.nasrec.supernet.weights.ModelWeights;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Optional;

/** What the winner is compared with: the base rate, and a logistic regression. */
final class BaselineStage {
  private static final String LOGISTIC_REGRESSION = "logistic-regression";

  private final Experiment experiment;
  private final Settings settings;
  private final RunDirectory directory;
  private final Progress progress;

  /**
   * Metrics on both splits.
   *
   * @param parameters weights and bias; 1 for the base rate
   */
  record Baseline(long parameters, Metrics validation, Metrics test) {}

  /**
   * The baselines.
   *
   * @param baseRate predicts the training split's click rate for every row
   * @param logisticRegression over one-hot ids and dense features
   */
  record Baselines(Baseline baseRate, Baseline logisticRegression) {}

  @Inject
  BaselineStage(
      Experiment experiment, Settings settings, RunDirectory directory, Progress progress) {
    this.experiment = experiment;
    this.settings = settings;
    this.directory = directory;
    this.progress = progress;
  }

  Baselines run(Dataset dataset, TestEvaluation test) throws IOException {
    Optional<Baselines> before = CheckedJson.read(directory.baselines(), new TypeReference<>() {});
    if (before.isPresent()) {
      return before.get();
    }
    Torch.threads(experiment.engine().threads());
    Baselines baselines =
        new Baselines(baseRate(dataset.manifest()), logisticRegression(dataset, test));
    CheckedJson.write(directory.baselines(), baselines);
    return baselines;
  }

  /** Follows from the counts alone. */
  private static Baseline baseRate(Manifest data) {
    double rate = data.train().clickRate();
    return new Baseline(
        1, Metrics.ofConstant(rate, data.validation()), Metrics.ofConstant(rate, data.test()));
  }

  private Baseline logisticRegression(Dataset dataset, TestEvaluation test) {
    Manifest data = dataset.manifest();
    LogisticRegression network = new LogisticRegression(data.denseNames().size());
    try (ModelWeights weights =
        ModelWeights.own(
            network.weights(), data.cardinalities(), network.embeddingDim(), Integer.MAX_VALUE)) {
      Training.Result trained =
          settings
              .baseline()
              .run(
                  LOGISTIC_REGRESSION,
                  network,
                  weights,
                  dataset.train(),
                  dataset.validation(),
                  progress);
      return new Baseline(
          weights.parameters().size() + weights.embeddings().parameters(),
          trained.best().validation(),
          test.of(LOGISTIC_REGRESSION, new Evaluation(network, weights)));
    }
  }
}
