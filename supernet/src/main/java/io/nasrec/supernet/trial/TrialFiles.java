package io.nasrec.supernet.trial;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.CheckedJson;
import io.nasrec.supernet.model.ModelDirectory;
import io.nasrec.supernet.training.SnapshotFiles;
import io.nasrec.supernet.training.Training;
import io.nasrec.supernet.weights.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of a trial: the model, and beside it the result of the training. */
record TrialFiles(Trial trial) {
  static final String RESULT = "result.json";

  private static final Logger LOG = LoggerFactory.getLogger(TrialFiles.class);

  private Path file(String name) {
    return trial.directory().resolve(name);
  }

  private Path weights() {
    return file(ModelDirectory.WEIGHTS);
  }

  TestFiles test() {
    return new TestFiles(trial.directory(), trial.digest());
  }

  SnapshotFiles snapshots() {
    return new SnapshotFiles(weights(), trial.digest(), trial.provenance().texts());
  }

  /**
   * The result of an earlier start, if there is one and no training is left to be done, after
   * checking that its weights are intact.
   *
   * @param stop the step at which training stops
   * @throws BadDataException if it is of another training, or a file is damaged
   */
  Optional<TrialResult> found(long stop) throws IOException {
    Optional<TrialResult> kept = kept();
    if (kept.isEmpty() || !kept.get().trained()) {
      return kept.map(result -> result.at(stop));
    }
    if (!Files.exists(weights())) {
      LOG.warn("{} is missing: the network is trained again", weights());
      snapshots().dropState();
      return Optional.empty();
    }
    // A model is checked as a whole.
    if (!ModelDirectory.isModel(trial.directory())) {
      Checkpoint.metadata(weights());
    }
    return kept.filter(result -> result.reaches(stop)).map(result -> result.at(stop));
  }

  private Optional<TrialResult> kept() throws IOException {
    Optional<KeptResult> kept = KeptResult.read(file(RESULT));
    if (kept.isPresent() && !kept.get().training().equals(trial.digest())) {
      throw new BadDataException(
          ("%s: comes from a run with other data or settings, another start or another network of"
                  + " that name; name another directory, or restore it, or delete %s and resume")
              .formatted(file(RESULT), trial.directory()));
    }
    return kept.map(KeptResult::result);
  }

  /** Makes the directory; whatever describes an earlier training's weights goes. */
  void prepare() throws IOException {
    Files.createDirectories(trial.directory());
    Files.deleteIfExists(file(ModelDirectory.MODEL));
    test().delete();
  }

  /** Keeps a result; of one that diverged, also where it stopped before. */
  TrialResult save(TrialResult result) throws IOException {
    List<Training.Evaluated> before = kept().map(TrialResult::curve).orElse(List.of());
    TrialResult saved =
        result instanceof TrialResult.Diverged diverged ? diverged.after(before) : result;
    CheckedJson.write(file(RESULT), KeptResult.of(trial.digest(), saved));
    return saved;
  }
}
