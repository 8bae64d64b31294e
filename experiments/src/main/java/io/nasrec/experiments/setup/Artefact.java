package io.nasrec.experiments.setup;

import io.nasrec.commons.Sha256;
import io.nasrec.data.Manifest;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.ExperimentWriter;
import java.util.Set;

/**
 * What an experiment makes, and the keys that each depends on. An artefact is found again, in the
 * same run or in another, if they and the data set are the same.
 */
public enum Artefact {
  /** The warm supernet; its keys include those that the data set depends on. */
  SUPERNET {
    @Override
    public boolean dependsOn(String key, Experiment experiment) {
      return !key.matches(
              "constraints|selection|tune|(search|constraints|retrain|tune|selection|baseline|engine)\\..*")
          && !Experiment.FREE_KEYS.contains(key);
    }
  },

  /** The journal of a search. A longer search begins like a shorter one, network by network. */
  JOURNAL {
    @Override
    public boolean dependsOn(String key, Experiment experiment) {
      if (key.equals("search.topK") || Experiment.FREE_KEYS.contains(key)) {
        return false;
      }
      if (key.equals("search.generations")) {
        return experiment.search().strategy().continues();
      }
      return key.equals("seed")
          || key.matches("constraints|(space|warmUp|search|constraints|training|engine)\\..*")
          || (key.startsWith("retrain.") && experiment.search().strategy().trains());
    }
  },

  /** A network of the space, trained from scratch. */
  CANDIDATE {
    @Override
    public boolean dependsOn(String key, Experiment experiment) {
      return Set.of("seed", "space.embeddingDim", "space.layerNorm").contains(key)
          || key.matches("(retrain|training)\\..*");
    }
  },

  /** A hand-crafted network, trained from scratch. */
  BASELINE {
    @Override
    public boolean dependsOn(String key, Experiment experiment) {
      return CANDIDATE.dependsOn(key, experiment)
          || (key.startsWith("baseline.")
              && !Set.of("baseline.networks", "baseline.effort").contains(key)
              && !LOGISTIC_REGRESSION_ONLY.contains(key));
    }
  };

  /** Settings of a search's logistic regression, which take the place of those of retraining. */
  public static final Set<String> LOGISTIC_REGRESSION_ONLY =
      Set.of("baseline.epochs", "baseline.batchSize", "baseline.learningRate", "baseline.patience");

  /** Whether it may be another one if the key has another value. */
  public abstract boolean dependsOn(String key, Experiment experiment);

  /** Digest of the settings. */
  public String settings(Experiment experiment) {
    return Sha256.of(ExperimentWriter.lines(experiment, key -> dependsOn(key, experiment)));
  }

  /** Digest of the settings and the data. */
  public String digest(Experiment experiment, Manifest data) {
    return Sha256.of(data.digest() + "\n" + settings(experiment));
  }
}
