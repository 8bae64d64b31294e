package io.nasrec.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.commons.Progress;
import io.nasrec.data.Dataset;
import io.nasrec.data.DenseTransform;
import io.nasrec.data.Manifest;
import io.nasrec.data.SharedData;
import io.nasrec.data.SplitName;
import io.nasrec.data.SplitScheme;
import io.nasrec.data.raw.CriteoText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real sample, against counts that plain Java streams make of it. */
class CriteoSampleTest {
  @TempDir Path directory;

  @Test
  void countsAgreeWithAnIndependentReading() throws IOException {
    Path raw = SharedData.require("criteo/criteo_110k.tsv.gz");
    Manifest manifest =
        Preparation.run(
                new PrepareOptions(
                    new CriteoText(raw, 0), SplitScheme.NASREC, 1, 10, DenseTransform.LOG1P),
                directory.resolve("set"),
                Progress.NONE)
            .manifest();
    List<String[]> rows;
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(raw)), StandardCharsets.US_ASCII))) {
      rows = reader.lines().map(line -> line.split("\t", -1)).toList();
    }
    long positives = rows.stream().filter(row -> row[0].equals("1")).count();
    Splitter splitter = Splitter.of(SplitScheme.NASREC, 1, 0);
    List<String[]> train =
        rows.stream()
            .filter(row -> splitter.next(row[0].equals("1") ? 1 : 0, null) == SplitName.TRAIN)
            .toList();

    assertThat(manifest.train().rows() + manifest.validation().rows() + manifest.test().rows())
        .isEqualTo(rows.size())
        .isEqualTo(110_000);
    assertThat(
            (long) manifest.train().positives()
                + manifest.validation().positives()
                + manifest.test().positives())
        .isEqualTo(positives);
    assertThat(manifest.train().rows()).isEqualTo(train.size());
    for (int field : new int[] {0, 2, 5, 8, 25}) {
      long frequent =
          train.stream()
              .map(row -> row[14 + field])
              .filter(value -> !value.isEmpty())
              .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
              .values()
              .stream()
              .filter(count -> count >= 10)
              .count();
      assertThat(manifest.cardinalities().get(field)).isEqualTo((int) frequent + 2);
    }
    try (Dataset dataset = Dataset.open(directory.resolve("set"))) {
      float[] labels = dataset.train().read(0, dataset.train().rows()).labels();
      for (int i = 0; i < labels.length; i++) {
        assertThat(labels[i]).isEqualTo(Float.parseFloat(train.get(i)[0]));
      }
    }
  }
}
