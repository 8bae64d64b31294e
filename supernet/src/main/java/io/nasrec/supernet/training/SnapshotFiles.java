package io.nasrec.supernet.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nasrec.commons.DamagedFileException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the best weights in the model's file, and the state beside it. There is no copy in memory;
 * each file is complete or absent.
 *
 * <p>The state of a different training is not resumed: a warning says so, and the training starts
 * from its first step. A damaged state ends the training.
 *
 * <p>An interruption between writing the two files does no harm: training resumes from the older
 * state, reaches the same evaluation again and writes the same best weights.
 */
public final class SnapshotFiles implements Snapshots {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotFiles.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String POSITION = "position";
  private static final String STEP = "step";
  private static final String TRAINING = "trainingSha256";

  /** The time after which a state is due, unless said otherwise. */
  private static final Duration USUAL = Duration.ofMinutes(5);

  private final Path model;
  private final Path state;
  private final String training;
  private final Map<String, String> metadata;
  private final Duration interval;
  private final boolean keepsBest;
  private long keptAt = System.nanoTime();

  /**
   * @param model the best weights, in safetensors; the state goes to a sibling file
   * @param training digest of everything that determines the training's result: the network, the
   *     data, the settings and the seed
   * @param metadata where the weights come from, for the files' headers
   * @param interval time after which a state is due, in addition to those after each evaluation
   */
  public SnapshotFiles(
      Path model, String training, Map<String, String> metadata, Duration interval) {
    this(model, training, metadata, interval, true);
  }

  /** The same with a state every five minutes. */
  public SnapshotFiles(Path model, String training, Map<String, String> metadata) {
    this(model, training, metadata, USUAL);
  }

  private SnapshotFiles(
      Path model,
      String training,
      Map<String, String> metadata,
      Duration interval,
      boolean keepsBest) {
    this.model = model;
    this.training = training;
    this.state = model.resolveSibling(model.getFileName() + ".state");
    this.metadata = Map.copyOf(metadata);
    this.interval = interval;
    this.keepsBest = keepsBest;
  }

  /** Keeps only the state, of a training that is evaluated where it stops. */
  public static SnapshotFiles ofStateAlone(Path model, String training) {
    return new SnapshotFiles(model, training, Map.of(), USUAL, false);
  }

  @Override
  public void keepBest(ModelWeights weights, long step) {
    if (keepsBest) {
      io(() -> Checkpoint.write(model, weights, with(STEP, Long.toString(step))));
    }
  }

  @Override
  public void restoreBest(ModelWeights weights, long step) {
    io(
        () -> {
          String kept = Checkpoint.read(model, weights).get(STEP);
          if (!Long.toString(step).equals(kept)) {
            throw DamagedFileException.damaged(
                model,
                "it holds the weights after step "
                    + kept
                    + ", but after step "
                    + step
                    + " they were best");
          }
        });
  }

  @Override
  public boolean stateIsDue() {
    return System.nanoTime() - keptAt >= interval.toNanos();
  }

  @Override
  public void keepState(
      Position position, ModelWeights weights, Map<String, ModelWeights> optimizer) {
    io(() -> Checkpoint.write(state, parts(weights, optimizer), with(POSITION, json(position))));
    keptAt = System.nanoTime();
  }

  @Override
  public Optional<Position> restoreState(
      long last, ModelWeights weights, Map<String, ModelWeights> optimizer) {
    if (!Files.exists(state)) {
      return Optional.empty();
    }
    try {
      Map<String, String> kept = Checkpoint.metadata(state);
      if (!training.equals(kept.get(TRAINING))) {
        LOG.warn("{} is of another training; this one starts from its first step", state);
        return Optional.empty();
      }
      Position position = JSON.readValue(kept.get(POSITION), Position.class);
      if (position.step() > last) {
        return Optional.empty();
      }
      Checkpoint.read(state, parts(weights, optimizer));
      return Optional.of(position);
    } catch (IOException e) {
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

  private static Map<String, ModelWeights> parts(
      ModelWeights weights, Map<String, ModelWeights> optimizer) {
    Map<String, ModelWeights> parts = new LinkedHashMap<>();
    parts.put("", weights);
    optimizer.forEach((name, state) -> parts.put(name + ".", state));
    return parts;
  }

  private Map<String, String> with(String key, String value) {
    Map<String, String> all = new TreeMap<>(metadata);
    all.put(TRAINING, training);
    all.put(key, value);
    return all;
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
