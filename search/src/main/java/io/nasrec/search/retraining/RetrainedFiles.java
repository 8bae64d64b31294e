package io.nasrec.search.retraining;

import com.fasterxml.jackson.core.type.TypeReference;
import io.nasrec.commons.BadDataException;
import io.nasrec.commons.CheckedJson;
import io.nasrec.commons.DamagedFileException;
import io.nasrec.commons.Sha256;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.model.ModelDirectory;
import io.nasrec.supernet.training.Training;
import io.nasrec.supernet.weights.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results and weights of retrained candidates, so that an interrupted run continues with the next
 * one. Each has a directory of its own, which becomes a model directory.
 *
 * @param directory contains the directories {@code RANK-FINGERPRINT}
 * @param experiment digest of everything that determines the results, except the network
 */
public record RetrainedFiles(Path directory, String experiment) {
  /** The file of a training's result. */
  static final String RESULT = "result.json";

  private static final Logger LOG = LoggerFactory.getLogger(RetrainedFiles.class);

  /** The content of a file; for a training that diverged, only the cause. */
  private record Kept(
      String training,
      double seconds,
      String diverged,
      Metrics validation,
      long bestStep,
      List<Training.Evaluated> history) {}

  /** The directory of a candidate. */
  public Path directory(Candidate candidate, int rank) {
    return directory.resolve(
        String.format(
            Locale.ROOT, "%02d-%s", rank, candidate.proposal().architecture().fingerprint()));
  }

  /** The weights of a candidate. */
  public Path checkpoint(Candidate candidate, int rank) {
    return directory(candidate, rank).resolve(ModelDirectory.WEIGHTS);
  }

  /** A candidate's predictions for the test split, if it was evaluated on it. */
  public Path testLogits(Candidate candidate, int rank) {
    return directory(candidate, rank).resolve("test-logits.safetensors");
  }

  /** Digest of everything that determines a candidate's result. */
  public String training(Candidate candidate) {
    return Sha256.of(experiment + " " + candidate.proposal().architecture().fingerprint());
  }

  /** Makes a candidate's directory; what described earlier weights goes. */
  void prepare(Candidate candidate, int rank) {
    Path own = directory(candidate, rank);
    try {
      Files.createDirectories(own);
      Files.deleteIfExists(own.resolve(ModelDirectory.MODEL));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a result to a temporary file and moves it into place. */
  void save(Retrained retrained) {
    Kept kept =
        retrained.result() instanceof Retrained.Trained trained
            ? new Kept(
                training(retrained.candidate()),
                retrained.seconds(),
                null,
                trained.validation(),
                trained.bestStep(),
                trained.history())
            : new Kept(
                training(retrained.candidate()),
                retrained.seconds(),
                ((Retrained.Diverged) retrained.result()).cause(),
                null,
                0,
                List.of());
    try {
      Files.createDirectories(directory(retrained.candidate(), retrained.rank()));
      CheckedJson.write(result(retrained.candidate(), retrained.rank()), kept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The result of an earlier start, if there is one, after checking that its weights are intact.
   *
   * @throws DamagedFileException if the file is damaged or lacks what this version writes
   * @throws BadDataException if it comes from another run
   */
  Optional<Retrained> load(Candidate candidate, int rank) {
    Path weights = checkpoint(candidate, rank);
    try {
      Optional<Kept> kept = CheckedJson.read(result(candidate, rank), new TypeReference<Kept>() {});
      if (kept.isPresent() && !kept.get().training().equals(training(candidate))) {
        throw new BadDataException(
            result(candidate, rank)
                + ": comes from a run with other data or settings; restore it, or delete "
                + directory(candidate, rank)
                + " and resume");
      }
      if (kept.isPresent() && kept.get().diverged() == null && !Files.exists(weights)) {
        LOG.warn("{} is missing: the network is trained again", weights);
        return Optional.empty();
      }
      return kept.map(one -> new Retrained(rank, candidate, result(one), one.seconds()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Checks the weights that belong to a result.
   *
   * @throws DamagedFileException if they are damaged
   */
  void requireIntact(Retrained retrained) {
    Path own = directory(retrained.candidate(), retrained.rank());
    // What describes a model is checked with it.
    if (retrained.validation().isEmpty() || ModelDirectory.isModel(own)) {
      return;
    }
    try {
      Checkpoint.metadata(checkpoint(retrained.candidate(), retrained.rank()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Retrained.Result result(Kept kept) {
    return kept.diverged() != null
        ? new Retrained.Diverged(kept.diverged())
        : new Retrained.Trained(kept.validation(), kept.bestStep(), kept.history());
  }

  private Path result(Candidate candidate, int rank) {
    return directory(candidate, rank).resolve(RESULT);
  }
}
