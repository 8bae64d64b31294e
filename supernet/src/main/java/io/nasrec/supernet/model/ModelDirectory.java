package io.nasrec.supernet.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.commons.AtomicFile;
import io.nasrec.commons.BadDataException;
import io.nasrec.commons.CheckedJson;
import io.nasrec.commons.Checksum;
import io.nasrec.commons.DamagedFileException;
import io.nasrec.data.Manifest;
import io.nasrec.data.encode.ColumnEncoder;
import io.nasrec.data.encode.Encoder;
import io.nasrec.data.encode.Vocabularies;
import io.nasrec.supernet.engine.Engine;
import io.nasrec.supernet.weights.Checkpoint;
import io.nasrec.supernet.weights.ModelWeights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A trained network with all that a prediction needs, in a directory that may be moved anywhere:
 * {@code model.json} describes it ({@link SavedModel}), {@code weights.safetensors} contains its
 * weights, with tensors named by path and embedding tables {@code embeddings.FIELD}, and {@code
 * vocabulary.arrow} its values' ids, unless all fields are hashed. {@code model.json} is written
 * last and has the checksums of the other two. {@code MODEL_CARD.md} is for people and not checked.
 */
public final class ModelDirectory {
  /** The file that describes the network. */
  public static final String MODEL = "model.json";

  /** The file of the weights. */
  public static final String WEIGHTS = "weights.safetensors";

  /** The file of the values and their ids. */
  public static final String VOCABULARY = Manifest.VOCABULARY;

  /** The description for people. */
  public static final String CARD = "MODEL_CARD.md";

  /** Where a search leaves the model of its winner, below the run directory. */
  public static final String OF_RUN = "model";

  /** Levels from a directory that train or compare filled down to a model's file. */
  private static final int DEPTH = 4;

  /** Models that a message names at most. */
  private static final int NAMED = 20;

  private final Path path;
  private final SavedModel model;
  private final String version;

  private ModelDirectory(Path path, SavedModel model, String version) {
    this.path = path;
    this.model = model;
    this.version = version;
  }

  /**
   * Opens a model and checks all of its files.
   *
   * @param given a model directory, or a run directory, whose winner is meant
   * @throws DamagedFileException if a file is missing, damaged or of another version
   * @throws BadDataException if there is no model
   */
  public static ModelDirectory open(Path given) throws IOException {
    ModelDirectory directory = read(given);
    directory.requireIntact();
    return directory;
  }

  /** As {@link #open}, without a look at the weights and the vocabulary. */
  public static ModelDirectory read(Path given) throws IOException {
    Path path = find(given);
    Path file = path.resolve(MODEL);
    ObjectNode document = CheckedJson.read(file);
    return new ModelDirectory(path, SavedModel.of(file, document), CheckedJson.checksum(document));
  }

  /** Whether a directory contains a model, perhaps a damaged one. */
  public static boolean isModel(Path directory) {
    return Files.exists(directory.resolve(MODEL));
  }

  private static Path find(Path given) throws IOException {
    if (!Files.exists(given)) {
      throw new BadDataException(
          "%s: not there; a model is a directory with %s, %s and %s"
              .formatted(given, MODEL, WEIGHTS, VOCABULARY));
    }
    if (!Files.isDirectory(given)) {
      throw new BadDataException(
          ("%s: is a file, but a model is a directory with %s, %s and %s; name the directory (a"
                  + " model NAME.json beside NAME.safetensors is of an earlier version: train the"
                  + " network again)")
              .formatted(given, MODEL, WEIGHTS, VOCABULARY));
    }
    if (isModel(given)) {
      return given;
    }
    if (Files.exists(given.resolve(WEIGHTS))) {
      throw DamagedFileException.missing(
          given.resolve(MODEL), "although %s lies there".formatted(WEIGHTS));
    }
    Path ofRun = given.resolve(OF_RUN);
    if (Files.isDirectory(ofRun)) {
      return find(ofRun);
    }
    if (Files.exists(given.resolve("best-network.safetensors"))) {
      throw new BadDataException(
          ("%s: an earlier version left its model there (best-network.safetensors), which lacks the"
                  + " vocabulary; search again in another directory")
              .formatted(given));
    }
    List<String> below = below(given);
    if (!below.isEmpty()) {
      throw new BadDataException(
          "%s: is no model directory: it has no %s; name one of those in it: %s"
              .formatted(given, MODEL, String.join(", ", below)));
    }
    throw new BadDataException(
        "%s: is no model directory: it has no %s; a search leaves one in RUN/%s, train and compare"
                .formatted(given, MODEL, OF_RUN)
            + " in RUN/networks/NAME/training-N");
  }

  /**
   * The models in a directory that train or compare filled, the first of them if there are many.
   */
  private static List<String> below(Path directory) throws IOException {
    try (Stream<Path> files =
        Files.find(directory, DEPTH, (file, attributes) -> file.endsWith(MODEL))) {
      List<String> models =
          files.map(file -> file.getParent().toString()).sorted().limit(NAMED + 1).toList();
      return models.size() > NAMED
          ? Stream.concat(models.stream().limit(NAMED), Stream.of("…")).toList()
          : models;
    } catch (UncheckedIOException e) {
      // Some directory cannot be read: this is none that train or compare filled.
      return List.of();
    }
  }

  private void requireIntact() throws IOException {
    ObjectNode document = CheckedJson.read(path.resolve(MODEL));
    requireIntact(WEIGHTS, document.path(WEIGHTS).asText());
    if (Vocabularies.wanted(model.data().categorical())) {
      requireIntact(VOCABULARY, document.path(VOCABULARY).asText());
    }
  }

  private void requireIntact(String name, String expected) throws IOException {
    Path file = path.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw DamagedFileException.missing(file, "although a %s lies beside it".formatted(MODEL));
    }
    String computed = Checksum.of(file);
    if (!computed.equals(expected)) {
      throw DamagedFileException.damaged(
          file,
          "%s gives it the checksum %s, but that of its content is %s"
              .formatted(MODEL, expected, computed));
    }
  }

  /**
   * Makes a model of a directory that contains the weights: links the vocabulary there and writes
   * the description, which replaces an earlier one.
   *
   * @param directory contains {@link #WEIGHTS}
   * @param model their description
   * @param data the prepared data set's directory
   */
  public static void describe(Path directory, SavedModel model, Path data) throws IOException {
    ObjectNode document = model.document();
    document.put(WEIGHTS, Checksum.of(directory.resolve(WEIGHTS)));
    if (Vocabularies.wanted(model.data().categorical())) {
      // Always anew: what lies there may be damaged, or of another data set.
      Path vocabulary = directory.resolve(VOCABULARY);
      link(data.resolve(VOCABULARY), vocabulary);
      document.put(VOCABULARY, Checksum.of(vocabulary));
    }
    CheckedJson.write(directory.resolve(MODEL), document);
  }

  /**
   * Writes the weights of an ensemble.
   *
   * @param directory where {@link #describe} will find them
   * @param model the ensemble
   * @param members its members' models, in its order
   * @param engine what is computed with them on
   */
  public static void writeEnsemble(
      Path directory, SavedModel model, List<ModelDirectory> members, Engine engine)
      throws IOException {
    EnsembleWeights.write(directory.resolve(WEIGHTS), model, members, engine);
  }

  /**
   * Gives a file a second name, or copies it if the file system refuses that. Files that have two
   * names are never written to, but replaced.
   */
  public static void link(Path from, Path to) throws IOException {
    Path temporary = to.resolveSibling(to.getFileName() + ".tmp");
    Files.deleteIfExists(temporary);
    try {
      Files.createLink(temporary, from.toRealPath());
    } catch (IOException | UnsupportedOperationException e) {
      AtomicFile.write(to, target -> Files.copy(from, target, StandardCopyOption.REPLACE_EXISTING));
      return;
    }
    try {
      Files.move(
          temporary, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      // POSIX: renaming one name of a file to another of its names does nothing, and succeeds.
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Checks that the model is of a data set, whose ids may mean something else otherwise.
   *
   * @throws BadDataException if it was trained on another one
   */
  public void requireData(Manifest data) {
    if (!data.digest().equals(model.data().digest())) {
      throw new BadDataException(
          ("%s was trained on the data set of digest %s, but this one has digest %s; name that data"
                  + " set, because the inputs of another one may mean something else")
              .formatted(path, model.data().digest(), data.digest()));
    }
  }

  /** The directory. */
  public Path path() {
    return path;
  }

  /** What the model is. */
  public SavedModel model() {
    return model;
  }

  /** Different for different models: a checksum of the description and so of all files. */
  public String version() {
    return version;
  }

  /** The file of the vocabularies; there is none if all fields are hashed. */
  public Path vocabulary() {
    return path.resolve(VOCABULARY);
  }

  /**
   * The weights, to be closed by the caller.
   *
   * @param engine what is computed with them on
   * @throws BadDataException if the file contains other tensors, or is missing or damaged
   */
  public ModelWeights weights(Engine engine) throws IOException {
    ModelWeights loaded = model.zeros(engine);
    try {
      Checkpoint.read(path.resolve(WEIGHTS), loaded);
      return loaded;
    } catch (IOException | RuntimeException e) {
      loaded.close();
      throw e;
    }
  }

  /** Encodes raw rows as those of the training were. */
  public Encoder encoder() {
    ModelData data = model.data();
    try {
      return new Encoder(
          new ColumnEncoder(data.dense(), data.categorical()),
          Vocabularies.read(
              vocabulary(), data.fields(), data.categorical(), model.cardinalities()));
    } catch (UncheckedIOException e) {
      throw DamagedFileException.damaged(vocabulary(), e.getMessage(), e);
    }
  }
}
