package io.nasrec.supernet;

import io.nasrec.commons.Progress;
import io.nasrec.data.Dataset;
import io.nasrec.data.DenseTransform;
import io.nasrec.data.SplitScheme;
import io.nasrec.data.prepare.Preparation;
import io.nasrec.data.prepare.PrepareOptions;
import io.nasrec.data.raw.Synthetic;
import java.nio.file.Path;

/** Synthetic data, prepared as a run would prepare it. */
public final class SyntheticData {
  private SyntheticData() {}

  /** Eight tenths are training rows, one tenth is for validation. */
  public static Dataset open(Path directory, int rows) {
    PrepareOptions options =
        new PrepareOptions(new Synthetic(rows, 1), SplitScheme.NASREC, 1, 10, DenseTransform.LOG1P);
    Preparation.run(options, directory.resolve("set"), Progress.NONE);
    return Dataset.open(directory.resolve("set"));
  }
}
