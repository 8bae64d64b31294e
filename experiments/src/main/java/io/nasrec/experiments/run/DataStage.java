package io.nasrec.experiments.run;

import io.nasrec.data.Dataset;
import io.nasrec.data.Progress;
import io.nasrec.data.prepare.Preparation;
import io.nasrec.data.prepare.PrepareOptions;
import io.nasrec.data.prepare.Prepared;
import io.nasrec.data.raw.CriteoText;
import io.nasrec.data.raw.RawSource;
import io.nasrec.data.raw.Synthetic;
import io.nasrec.experiments.config.DataSettings;
import io.nasrec.experiments.config.Experiment;
import jakarta.inject.Inject;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Raw rows become a data set, unless the experiment names a prepared one. */
public final class DataStage {
  private static final Logger LOG = LoggerFactory.getLogger(DataStage.class);

  private final Experiment experiment;
  private final RunDirectory directory;
  private final Progress progress;

  @Inject
  DataStage(Experiment experiment, RunDirectory directory, Progress progress) {
    this.experiment = experiment;
    this.directory = directory;
    this.progress = progress;
  }

  /** The data set; the caller closes it. */
  Dataset run() {
    if (experiment.data().prepared().isPresent()) {
      return Dataset.open(experiment.data().prepared().get());
    }
    return Dataset.open(prepare(experiment, directory.data(), progress).directory());
  }

  /** Prepares the experiment's data set in a directory. */
  public static Prepared prepare(Experiment experiment, Path target, Progress progress) {
    DataSettings data = experiment.data();
    Prepared prepared =
        Preparation.run(
            new PrepareOptions(
                source(experiment),
                data.split(),
                experiment.seed(),
                data.minCount(),
                data.denseTransform()),
            target,
            progress);
    LOG.info(
        "data: {} {} rows for training, {} for validation, {} for test in {}",
        prepared.reused() ? "found" : "prepared",
        prepared.manifest().train().rows(),
        prepared.manifest().validation().rows(),
        prepared.manifest().test().rows(),
        target);
    return prepared;
  }

  /** The experiment's reader has checked that the keys which a format needs are there. */
  private static RawSource source(Experiment experiment) {
    DataSettings data = experiment.data();
    return switch (data.format()) {
      case CRITEO -> new CriteoText(data.raw().orElseThrow(), data.maxBadRows());
      case AVAZU, KDD12, DELIMITED, ARROW, PARQUET -> throw new IllegalStateException("not yet");
      case SYNTHETIC ->
          new Synthetic(Math.toIntExact(data.syntheticRows().orElseThrow()), experiment.seed());
    };
  }
}
