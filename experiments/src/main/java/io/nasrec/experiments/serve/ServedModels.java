package io.nasrec.experiments.serve;

import io.nasrec.experiments.serve.InferenceServer.Batching;
import io.nasrec.supernet.model.ModelDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Serves model directories with the project's predictor. */
public final class ServedModels {
  /** Rows of several requests that go through a network together at most. */
  private static final int BATCH_ROWS = 256;

  private ServedModels() {}

  /**
   * Opens models; {@link InferenceServer#start} serves them.
   *
   * @param directories model directories, or runs whose winners are meant, by the names of their
   *     models
   * @param limits what is done at most for clients
   * @throws io.nasrec.commons.BadDataException if one of them is no model, or is damaged
   */
  public static InferenceServer open(Map<String, Path> directories, Limits limits)
      throws IOException {
    int processors = Runtime.getRuntime().availableProcessors();
    Map<String, Path> found = new LinkedHashMap<>();
    for (Map.Entry<String, Path> entry : directories.entrySet()) {
      found.put(entry.getKey(), ModelDirectory.read(entry.getValue()).path());
    }
    return InferenceServer.of(
        found, PredictorScorer::open, new Batching(BATCH_ROWS, processors), limits);
  }
}
