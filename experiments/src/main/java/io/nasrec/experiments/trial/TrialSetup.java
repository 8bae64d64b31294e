package io.nasrec.experiments.trial;

import io.nasrec.commons.Sha256;
import io.nasrec.data.Dataset;
import io.nasrec.experiments.model.Models;
import io.nasrec.experiments.setup.Provenance;
import io.nasrec.experiments.setup.Settings;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.model.SavedModel;
import io.nasrec.supernet.model.WarmStart;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.training.SnapshotFiles;
import io.nasrec.supernet.training.StandAlone;
import io.nasrec.supernet.weights.ModelWeights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What determines the trainings of trials.
 *
 * @param dataset the data to train on
 * @param start the model that weights start from; empty for initial values
 */
record TrialSetup(Dataset dataset, Optional<WarmStart> start) {
  private static final Duration STATE_INTERVAL = Duration.ofMinutes(5);

  /** Digest of everything that determines the result of a training. */
  String training(Trial trial) {
    return Sha256.of(
        "%s %s %s%s"
            .formatted(
                Provenance.training(trial.experiment(), dataset.manifest()),
                trial.network().definition(trial.experiment()).label(),
                trial.number(),
                start.map(warm -> " from " + warm.start().sha256()).orElse("")));
  }

  StandAlone standAlone(Trial trial) {
    return new Settings(trial.experiment()).standAlone(dataset.manifest(), trial.number());
  }

  CtrNetwork network(Trial trial) {
    return trial
        .network()
        .definition(trial.experiment())
        .network(new Settings(trial.experiment()).input(dataset.manifest()));
  }

  /** Scalars of a network, without embedding tables. */
  static long parameters(CtrNetwork network) {
    return network.weights().stream().mapToLong(Weight::size).sum();
  }

  /** The weights that a training begins with; the caller closes them. */
  ModelWeights initial(Trial trial, CtrNetwork network) {
    StandAlone standAlone = standAlone(trial);
    ModelWeights weights = standAlone.zeros(network);
    try {
      standAlone.initialize(network, weights);
      if (start.isPresent()) {
        start.get().fill(weights);
      }
      return weights;
    } catch (IOException e) {
      weights.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  /**
   * Keeps a training's weights and state.
   *
   * @param training its digest
   */
  SnapshotFiles snapshots(Trial trial, TrialFiles files, String training) {
    Map<String, String> provenance =
        new TreeMap<>(Provenance.of(trial.experiment(), dataset.manifest()));
    provenance.putAll(more(trial));
    return new SnapshotFiles(files.weights(), training, provenance, STATE_INTERVAL);
  }

  /** Describes the weights of a training. */
  SavedModel model(Models models, Trial trial, TrialResult result) {
    SavedModel model =
        models.describe(
            trial.experiment(),
            trial.network().definition(trial.experiment()),
            standAlone(trial),
            result.validation(),
            more(trial));
    return start.map(warm -> model.startedFrom(warm.start())).orElse(model);
  }

  private Map<String, String> more(Trial trial) {
    Map<String, String> more = new TreeMap<>();
    more.put("network", trial.network().name());
    more.put("training", Integer.toString(trial.number()));
    start.ifPresent(warm -> more.put("startSha256", warm.start().sha256()));
    return more;
  }
}
