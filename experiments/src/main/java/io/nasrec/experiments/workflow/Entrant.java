package io.nasrec.experiments.workflow;

import io.nasrec.experiments.setup.TrialSetup;
import io.nasrec.supernet.model.NetworkDefinition;
import io.nasrec.supernet.trial.Trial;
import java.nio.file.Path;
import java.util.List;

/**
 * A network with settings to train it with: what competes in the last stage (spec section 10).
 *
 * @param name in messages
 * @param network what is trained
 * @param settings how they differ from the experiment's, {@code key.path=value} each
 * @param trials trainings under these settings
 * @param directory of the first training
 * @param further directory of all others
 */
record Entrant(
    String name,
    NetworkDefinition network,
    List<String> settings,
    TrialSetup trials,
    Path directory,
    Path further) {
  Entrant {
    settings = List.copyOf(settings);
  }

  /**
   * A training.
   *
   * @param number from 1; trainings differ only in their random numbers
   */
  Trial training(int number) {
    String training = "training-" + number;
    return number == 1
        ? trials.trial(name, directory, network, number)
        : trials.trial(name + ", " + training, further.resolve(training), network, number);
  }
}
