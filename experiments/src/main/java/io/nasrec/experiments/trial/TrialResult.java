package io.nasrec.experiments.trial;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.training.Training;
import java.util.List;

/**
 * The result of a training, except for the test split, which is evaluated later if at all.
 *
 * @param training digest of everything that determined the result
 * @param parameters scalars of the network, without embedding tables
 * @param embeddingParameters scalars in embedding tables
 * @param macs multiply-accumulates per example
 * @param seconds duration of the training, in the start that completed it
 * @param history all evaluations
 * @param best the evaluation whose weights were kept; null if training diverged
 * @param diverged why there are no weights; null otherwise
 */
public record TrialResult(
    String training,
    long parameters,
    long embeddingParameters,
    long macs,
    double seconds,
    List<Training.Evaluated> history,
    Training.Evaluated best,
    String diverged) {
  public TrialResult {
    history = List.copyOf(history);
  }

  /** Whether there are weights. */
  @JsonIgnore
  public boolean trained() {
    return diverged == null;
  }

  /** Metrics of the kept weights on validation. */
  @JsonIgnore
  public Metrics validation() {
    if (!trained()) {
      throw new IllegalStateException("a training that diverged has no metrics");
    }
    return best.validation();
  }
}
