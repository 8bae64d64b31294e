package io.nasrec.experiments.benchmark;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import io.nasrec.space.Architecture;
import io.nasrec.space.InterchangeFile;
import io.nasrec.space.InvalidArchitectureException;
import io.nasrec.supernet.trial.TrialResult;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A network of a benchmark; a line of {@code benchmark.jsonl}.
 *
 * @param name its fingerprint, or the name of a published or a hand-crafted network
 * @param fingerprint of its live part; null for a hand-crafted network
 * @param architecture in the interchange format; null for a hand-crafted network
 * @param costs parameters and multiply-accumulates
 * @param trainings all of them, by number; at least one
 */
public record BenchmarkNetwork(
    String name,
    String fingerprint,
    JsonNode architecture,
    TrialResult.Costs costs,
    List<BenchmarkTraining> trainings) {

  /** Checks that it is of the space or hand-crafted, and the order of its trainings. */
  public BenchmarkNetwork {
    trainings = List.copyOf(trainings);
    architecture = architecture == null || architecture.isNull() ? null : architecture;
    if ((architecture == null) != (fingerprint == null)) {
      throw new IllegalArgumentException(
          "network %s must have both fingerprint and architecture, or neither".formatted(name));
    }
    for (int i = 0; i < trainings.size(); i++) {
      if (trainings.get(i).number() != i + 1) {
        throw new IllegalArgumentException(
            "training %s of network %s must have that number, but has %s"
                .formatted(i + 1, name, trainings.get(i).number()));
      }
    }
    if (trainings.isEmpty()) {
      throw new IllegalArgumentException("network " + name + " must have a training");
    }
  }

  /** Whether it is a network of the search space; others are there for comparison. */
  @JsonIgnore
  public boolean isOfSpace() {
    return fingerprint != null;
  }

  /**
   * The genes of a network of the space.
   *
   * @throws InvalidArchitectureException if the document holds none
   */
  public Architecture genes() {
    return InterchangeFile.parse(architecture.toString()).architecture();
  }

  /** Trainings that diverged. */
  public long divergences() {
    return trainings.stream().filter(training -> !training.trained()).count();
  }

  /**
   * Mean log loss of the trainings that did not diverge.
   *
   * @return empty if all diverged
   */
  public OptionalDouble logLoss(Truth truth) {
    return trainings.stream()
        .mapToDouble(truth::logLoss)
        .filter(loss -> !Double.isNaN(loss))
        .average();
  }
}
