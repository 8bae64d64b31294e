package io.nasrec.experiments.setup;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.Sha256;
import io.nasrec.data.Dataset;
import io.nasrec.data.Manifest;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.ExperimentWriter;
import io.nasrec.experiments.resource.Version;
import io.nasrec.supernet.kernels.VectorApi;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Records where every artefact comes from; equal runs have equal provenance. */
public final class Provenance {
  /** Key of {@link Manifest#digest}. */
  public static final String DATA_DIGEST = "dataDigest";

  /** Key of the raw data's SHA-256. */
  public static final String RAW_SHA256 = "rawSha256";

  private Provenance() {}

  /**
   * Checks that weights belong to a data set.
   *
   * @param file their file
   * @param metadata their metadata
   * @throws BadDataException if they were trained on another data set
   */
  public static void requireData(Path file, Map<String, String> metadata, Dataset dataset) {
    String digest = dataset.manifest().digest();
    if (!digest.equals(metadata.get(DATA_DIGEST))) {
      throw new BadDataException(
          "%s: was trained on the data set of digest %s, not on %s"
              .formatted(file, metadata.get(DATA_DIGEST), digest));
    }
  }

  /** The provenance of an artefact of an experiment on a data set. */
  public static Map<String, String> of(Experiment experiment, Manifest data) {
    Map<String, String> provenance = new TreeMap<>();
    provenance.put("experiment", experiment.name());
    provenance.put("experimentSha256", Sha256.of(ExperimentWriter.yaml(experiment)));
    provenance.put("seed", Long.toString(experiment.seed()));
    provenance.put("data", data.raw().name());
    provenance.put(DATA_DIGEST, data.digest());
    provenance.put(RAW_SHA256, data.raw().sha256());
    provenance.put("version", Version.current());
    provenance.put("engine", new Settings(experiment).engine().version());
    provenance.put("vectorApi", Boolean.toString(VectorApi.isAvailable()));
    provenance.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    provenance.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    provenance.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    return provenance;
  }
}
