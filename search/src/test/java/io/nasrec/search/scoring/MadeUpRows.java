package io.nasrec.search.scoring;

import io.nasrec.commons.Progress;
import io.nasrec.data.Dataset;
import io.nasrec.data.DenseTransform;
import io.nasrec.data.SplitScheme;
import io.nasrec.data.prepare.Preparation;
import io.nasrec.data.prepare.PrepareOptions;
import io.nasrec.data.raw.Synthetic;
import java.nio.file.Path;

/** A data set of 2,000 made-up rows. */
final class MadeUpRows {
  private MadeUpRows() {}

  /** Prepares them in a directory; the caller closes the data set. */
  static Dataset open(Path directory) {
    Preparation.run(
        new PrepareOptions(new Synthetic(2_000, 1), SplitScheme.NASREC, 1, 2, DenseTransform.LOG1P),
        directory,
        Progress.NONE);
    return Dataset.open(directory);
  }
}
