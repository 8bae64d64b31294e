package io.nasrec.search.retraining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.data.AtomicFile;
import io.nasrec.data.BadDataException;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.training.Training;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Results and weights of retrained candidates in one directory, so that an interrupted run
 * continues with the next one.
 *
 * @param directory holds {@code RANK-FINGERPRINT.json} and {@code .safetensors}
 */
public record RetrainedFiles(Path directory) {
  /** How the files of the results end. */
  static final String RESULT = ".json";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Weights of a candidate. */
  public Path checkpoint(Candidate candidate, int rank) {
    return directory.resolve(name(candidate, rank) + ".safetensors");
  }

  /** Writes a result to a temporary file and moves it into place. */
  void save(Retrained retrained) {
    ObjectNode document = JSON.createObjectNode();
    document.put("seconds", retrained.seconds());
    if (retrained.result() instanceof Retrained.Trained trained) {
      document.putPOJO("validation", trained.validation());
      document.put("bestStep", trained.bestStep());
      document.putPOJO("history", trained.history());
    } else if (retrained.result() instanceof Retrained.Diverged diverged) {
      document.put("diverged", diverged.cause());
    }
    Path file = result(retrained.candidate(), retrained.rank());
    try {
      AtomicFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The result of an earlier start, if there is one.
   *
   * @throws BadDataException if the file is damaged or lacks what this version writes
   */
  Optional<Retrained> load(Candidate candidate, int rank) {
    Path file = result(candidate, rank);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode document = JSON.readTree(Files.readString(file));
      Retrained.Result result =
          document.has("diverged")
              ? new Retrained.Diverged(document.path("diverged").asText())
              : new Retrained.Trained(
                  JSON.convertValue(document.path("validation"), Metrics.class),
                  document.path("bestStep").asLong(),
                  JSON.convertValue(
                      document.path("history"), new TypeReference<List<Training.Evaluated>>() {}));
      return Optional.of(
          new Retrained(rank, candidate, result, document.path("seconds").asDouble()));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      String cause = e.getMessage().lines().findFirst().orElse("");
      throw new BadDataException(
          file
              + ": damaged, or written by another version: "
              + cause
              + "; delete it, and the network is trained again",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path result(Candidate candidate, int rank) {
    return directory.resolve(name(candidate, rank) + RESULT);
  }

  private static String name(Candidate candidate, int rank) {
    return String.format(
        Locale.ROOT, "%02d-%s", rank, candidate.proposal().architecture().fingerprint());
  }
}
