package io.nasrec.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.commons.Progress;
import io.nasrec.data.Dataset;
import io.nasrec.data.DenseTransform;
import io.nasrec.data.Manifest;
import io.nasrec.data.SharedData;
import io.nasrec.data.SplitName;
import io.nasrec.data.SplitScheme;
import io.nasrec.data.raw.AvazuText;
import io.nasrec.data.raw.CriteoText;
import io.nasrec.data.raw.Kdd12Text;
import io.nasrec.data.raw.RawFile;
import io.nasrec.data.raw.RawSource;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real samples, split chronologically, against the figures that {@code docs/count_raw.py} counts
 * with nothing but Python's standard library.
 */
class RealSamplesTest {
  @TempDir Path directory;

  private Manifest prepare(RawSource source, int minCount) {
    PrepareOptions options =
        new PrepareOptions(source, SplitScheme.CHRONOLOGICAL, 1, minCount, DenseTransform.LOG1P);
    return Preparation.run(options, directory.resolve("set"), Progress.NONE).manifest();
  }

  private static List<Integer> rows(Manifest manifest) {
    return Stream.of(SplitName.values()).map(split -> manifest.part(split).rows()).toList();
  }

  private static List<Integer> positives(Manifest manifest) {
    return Stream.of(SplitName.values()).map(split -> manifest.part(split).positives()).toList();
  }

  @Test
  void criteo() {
    Path raw = SharedData.require("criteo/criteo_110k.tsv.gz");
    Manifest manifest = prepare(new CriteoText(raw, 0), 10);

    assertThat(rows(manifest)).containsExactly(88_000, 11_000, 11_000);
    assertThat(positives(manifest)).containsExactly(22_510, 2862, 2871);
    assertThat(manifest.cardinalities())
        .containsExactly(
            98, 370, 640, 893, 41, 10, 1826, 64, 5, 1311, 1506, 658, 1347, 25, 1268, 755, 11, 825,
            303, 5, 685, 10, 15, 863, 37, 629);
  }

  @Test
  void avazu() {
    Path raw = SharedData.require("avazu/avazu_33k.csv.gz");
    Manifest manifest = prepare(new AvazuText(RawFile.of(raw), 0), 5);

    assertThat(rows(manifest)).containsExactly(26_603, 3325, 3325);
    assertThat(positives(manifest)).containsExactly(4654, 535, 491);
    assertThat(manifest.denseNames()).containsExactly("constant");
    assertThat(manifest.cardinalities())
        .containsExactly(
            26, 4, 9, 8, 241, 199, 16, 199, 28, 14, 23, 291, 644, 6, 6, 278, 6, 7, 136, 6, 41, 106,
            38);
    try (Dataset dataset = Dataset.open(directory.resolve("set"))) {
      FloatBuffer dense = dataset.train().read(0, 100).dense();
      assertThat(dense.capacity()).isEqualTo(100);
      for (int row = 0; row < 100; row++) {
        assertThat(dense.get(row)).isOne();
      }
    }
  }

  @Test
  void kdd12() {
    Path raw = SharedData.require("kdd12/training_30k.txt.gz");
    Manifest manifest = prepare(new Kdd12Text(RawFile.of(raw), Optional.empty(), 0), 10);

    assertThat(rows(manifest)).containsExactly(24_000, 3000, 3000);
    assertThat(positives(manifest)).containsExactly(4062, 511, 488);
    assertThat(manifest.denseNames()).containsExactly("impression", "depth", "position");
    assertThat(manifest.cardinalities()).containsExactly(284, 201, 283, 83, 215, 156, 215, 3, 2, 2);
    assertThat(manifest.notes())
        .startsWith("no user profile file was given: gender and age are missing in every row")
        // A sample of 30,000 rows knows few of the users and texts.
        .filteredOn(note -> note.contains(" have a value that no training row has"))
        .anyMatch(
            note -> note.startsWith("field userID: 76.2 % of the validation rows and 75.2 %"));
  }
}
