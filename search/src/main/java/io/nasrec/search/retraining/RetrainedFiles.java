package io.nasrec.search.retraining;

import com.fasterxml.jackson.core.type.TypeReference;
import io.nasrec.data.CheckedJson;
import io.nasrec.data.DamagedFileException;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.supernet.evaluation.Metrics;
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
 * Results and weights of retrained candidates in one directory, so that an interrupted run
 * continues with the next one.
 *
 * @param directory holds {@code RANK-FINGERPRINT.json} and {@code .safetensors}
 */
public record RetrainedFiles(Path directory) {
  /** The extension of the result files. */
  static final String RESULT = ".json";

  private static final Logger LOG = LoggerFactory.getLogger(RetrainedFiles.class);

  /** The content of a file; for a training that diverged, only the cause. */
  private record Kept(
      double seconds,
      String diverged,
      Metrics validation,
      long bestStep,
      List<Training.Evaluated> history) {}

  /** The weights of a candidate. */
  public Path checkpoint(Candidate candidate, int rank) {
    return directory.resolve(name(candidate, rank) + ".safetensors");
  }

  /** A candidate's predictions for the test split, if it was evaluated on it. */
  public Path testLogits(Candidate candidate, int rank) {
    return directory.resolve(name(candidate, rank) + ".test-logits.safetensors");
  }

  /** Writes a result to a temporary file and moves it into place. */
  void save(Retrained retrained) {
    Kept kept =
        retrained.result() instanceof Retrained.Trained trained
            ? new Kept(
                retrained.seconds(),
                null,
                trained.validation(),
                trained.bestStep(),
                trained.history())
            : new Kept(
                retrained.seconds(),
                ((Retrained.Diverged) retrained.result()).cause(),
                null,
                0,
                List.of());
    try {
      CheckedJson.write(result(retrained.candidate(), retrained.rank()), kept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The result of an earlier start, if there is one, after checking that its weights are intact.
   *
   * @throws DamagedFileException if the file is damaged or lacks what this version writes
   */
  Optional<Retrained> load(Candidate candidate, int rank) {
    Path weights = checkpoint(candidate, rank);
    try {
      Optional<Kept> kept = CheckedJson.read(result(candidate, rank), new TypeReference<Kept>() {});
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
    if (retrained.validation().isEmpty()) {
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
    return directory.resolve(name(candidate, rank) + RESULT);
  }

  private static String name(Candidate candidate, int rank) {
    return String.format(
        Locale.ROOT, "%02d-%s", rank, candidate.proposal().architecture().fingerprint());
  }
}
