package io.nasrec.experiments.benchmark;

import io.nasrec.supernet.evaluation.Metrics;
import java.util.Optional;

/** The split whose log loss says how good a trained network is. */
public enum Truth {
  /** On which a search compares networks. */
  VALIDATION {
    @Override
    Optional<Metrics> metrics(BenchmarkTraining training) {
      return training.validation();
    }
  },

  /** Which no search sees. */
  TEST {
    @Override
    Optional<Metrics> metrics(BenchmarkTraining training) {
      return training.tested();
    }
  };

  /** Name in tables. */
  public String label() {
    return this == VALIDATION ? "validation" : "test";
  }

  /** The metrics of a training's best weights; empty if it diverged. */
  abstract Optional<Metrics> metrics(BenchmarkTraining training);

  /** Their log loss; NaN if the training diverged. */
  public double logLoss(BenchmarkTraining training) {
    return metrics(training).map(Metrics::logLoss).orElse(Double.NaN);
  }
}
