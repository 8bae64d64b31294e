package io.nasrec.experiments.workflow;

import io.nasrec.experiments.config.Difference;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.setup.Artefact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What changed settings mean for a search that has results already. Artefacts that no changed key
 * affects are kept, and used again where they are wanted; others are made anew. Data and warm
 * supernet never change: other settings for them are another run.
 *
 * @param before what the run was started with
 * @param now what it is to be continued with
 */
record Changes(Experiment before, Experiment now) {

  /** All keys that differ, except those that affect no result. */
  List<Difference> differences() {
    return Difference.between(before, now).stream()
        .filter(difference -> !Experiment.FREE_KEYS.contains(difference.key()))
        .toList();
  }

  /** Those that a run cannot be continued with. */
  List<Difference> refused() {
    return differences().stream()
        .filter(
            difference ->
                difference.key().equals("engine.threads")
                    || Artefact.SUPERNET.dependsOn(difference.key(), now))
        .toList();
  }

  /** What does not count any more. */
  Set<Artefact> obsolete() {
    Set<Artefact> obsolete = EnumSet.noneOf(Artefact.class);
    for (Difference difference : differences()) {
      for (Artefact artefact : Artefact.values()) {
        // A change of the strategy may make it depend on more.
        if (artefact.dependsOn(difference.key(), now)
            || artefact.dependsOn(difference.key(), before)) {
          obsolete.add(artefact);
        }
      }
    }
    return obsolete;
  }

  /** Where that lies. */
  List<Path> obsoletePaths(RunDirectory run) {
    List<Path> paths = new ArrayList<>();
    for (Artefact artefact : obsolete()) {
      paths.addAll(
          switch (artefact) {
            case SUPERNET -> List.of();
            case JOURNAL -> List.of(run.journal(), run.trainings());
            case CANDIDATE -> List.of(run.candidates(), run.finalists(), run.ensembles());
            case BASELINE -> List.of(run.baselines());
          });
    }
    if (differences().stream()
        .anyMatch(difference -> Artefact.LOGISTIC_REGRESSION_ONLY.contains(difference.key()))) {
      paths.add(run.logisticRegression());
    }
    return paths;
  }

  /** The stages that begin again. */
  List<RunStage> repeatedStages() {
    return obsolete().stream()
        .map(
            artefact ->
                switch (artefact) {
                  case SUPERNET -> RunStage.WARM_UP;
                  case JOURNAL -> RunStage.SEARCH;
                  case CANDIDATE -> RunStage.RETRAIN;
                  case BASELINE -> RunStage.BASELINES;
                })
        .toList();
  }
}
