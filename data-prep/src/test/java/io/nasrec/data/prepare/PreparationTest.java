package io.nasrec.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.data.Batch;
import io.nasrec.data.Dataset;
import io.nasrec.data.DenseTransform;
import io.nasrec.data.Progress;
import io.nasrec.data.SplitScheme;
import io.nasrec.data.raw.Synthetic;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparationTest {
  @TempDir Path directory;

  @Test
  void syntheticRowsComeOutAsBatches() {
    PrepareOptions options =
        new PrepareOptions(
            new Synthetic(20_000, 1), SplitScheme.NASREC, 2, 10, DenseTransform.LOG1P);
    Prepared prepared = Preparation.run(options, directory.resolve("set"), Progress.NONE);
    try (Dataset dataset = Dataset.open(prepared.directory())) {
      Batch batch = dataset.train().read(0, 512);
      assertThat(batch.dense()).hasSize(512 * 13);
      assertThat(batch.sparse()).hasSize(512 * 26);
    }
  }
}
