package io.nasrec.experiments.serve;

import java.io.IOException;
import java.nio.file.Path;

/** Where models come from. */
@FunctionalInterface
public interface ModelSource {
  /**
   * Opens a model; the caller closes it.
   *
   * @param directory a model directory, which is only read
   * @throws io.nasrec.commons.BadDataException if it is none, or is damaged
   */
  Scorer open(Path directory) throws IOException;
}
