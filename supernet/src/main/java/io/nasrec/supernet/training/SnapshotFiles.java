package io.nasrec.supernet.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nasrec.supernet.weights.Checkpoint;
import io.nasrec.supernet.weights.ModelWeights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps the best weights in the file that is to be the model, and the state beside it. Memory holds
 * no copy; each file is complete or not there.
 *
 * <p>Whoever names the files sees to it that a state is gone on with by the same training only: its
 * tensors' shapes are all that is checked here.
 *
 * <p>An interruption between the two files does no harm: training goes on from the older state,
 * comes by the same evaluation again and writes the same best weights.
 */
public final class SnapshotFiles implements Snapshots {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ACCUMULATORS = "adagrad.";
  private static final String POSITION = "position";
  private static final String STEP = "step";

  private final Path model;
  private final Path state;
  private final Map<String, String> provenance;
  private final Duration interval;
  private long keptAt = System.nanoTime();

  /**
   * @param model the best weights, in safetensors; the state goes to a sibling file
   * @param provenance where the weights come from; a state of another provenance is not gone on
   *     with
   * @param interval time after which a state is due, beside those after each evaluation
   */
  public SnapshotFiles(Path model, Map<String, String> provenance, Duration interval) {
    this.model = model;
    this.state = model.resolveSibling(model.getFileName() + ".state");
    this.provenance = Map.copyOf(provenance);
    this.interval = interval;
  }

  @Override
  public void keepBest(ModelWeights weights, Training.Evaluated best) {
    io(() -> Checkpoint.write(model, weights, with(STEP, Long.toString(best.step()))));
  }

  @Override
  public void restoreBest(ModelWeights weights, Training.Evaluated best) {
    io(
        () -> {
          String step = Checkpoint.read(model, weights).get(STEP);
          if (!Long.toString(best.step()).equals(step)) {
            throw new IOException(
                model + ": holds the weights after step " + step + ", not " + best.step());
          }
        });
  }

  @Override
  public boolean stateIsDue() {
    return System.nanoTime() - keptAt >= interval.toNanos();
  }

  @Override
  public void keepState(Position position, ModelWeights weights, ModelWeights accumulators) {
    io(() -> Checkpoint.write(state, parts(weights, accumulators), with(POSITION, json(position))));
    keptAt = System.nanoTime();
  }

  @Override
  public Optional<Position> restoreState(ModelWeights weights, ModelWeights accumulators) {
    if (!Files.exists(state)) {
      return Optional.empty();
    }
    Map<String, String> metadata = new TreeMap<>();
    io(() -> metadata.putAll(Checkpoint.read(state, parts(weights, accumulators))));
    try {
      return Optional.of(JSON.readValue(metadata.get(POSITION), Position.class));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void dropState() {
    io(() -> Files.deleteIfExists(state));
  }

  @Override
  public void discard() {
    io(() -> Files.deleteIfExists(model));
    dropState();
  }

  private static Map<String, ModelWeights> parts(ModelWeights weights, ModelWeights accumulators) {
    Map<String, ModelWeights> parts = new LinkedHashMap<>();
    parts.put("", weights);
    parts.put(ACCUMULATORS, accumulators);
    return parts;
  }

  private Map<String, String> with(String key, String value) {
    Map<String, String> metadata = new TreeMap<>(provenance);
    metadata.put(key, value);
    return metadata;
  }

  private static String json(Position position) throws IOException {
    return JSON.writeValueAsString(position);
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void io(Work work) {
    try {
      work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
