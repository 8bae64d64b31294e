package io.nasrec.experiments.workflow;

import io.nasrec.commons.Progress;
import io.nasrec.data.Dataset;
import io.nasrec.experiments.model.ModelCard;
import io.nasrec.supernet.engine.Workers;
import io.nasrec.supernet.trial.TrialRunner;
import jakarta.inject.Inject;
import jakarta.inject.Provider;

/** Makes the runners of all of an experiment's lists of trials. */
final class TrialRunners {
  private final Provider<Workers> workers;
  private final Progress progress;

  @Inject
  TrialRunners(Provider<Workers> workers, Progress progress) {
    this.workers = workers;
    this.progress = progress;
  }

  /** A runner of trials on a data set; the caller closes it before the data set. */
  TrialRunner on(Dataset dataset) {
    return new TrialRunner(dataset, workers.get(), ModelCard::of, progress);
  }
}
