package io.nasrec.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.Progress;
import io.nasrec.data.Dataset;
import io.nasrec.data.DenseTransform;
import io.nasrec.data.SplitScheme;
import io.nasrec.data.prepare.Preparation;
import io.nasrec.data.prepare.PrepareOptions;
import io.nasrec.data.raw.RawFile;
import io.nasrec.data.raw.RowTexts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that another program wrote: {@code shop.py}, beside them, with pyarrow. */
class TableFilesTest {
  private static final int ROWS = 40;
  private static final ColumnRoles ROLES =
      new ColumnRoles(
          "bought",
          List.of("price", "weight", "stock", "cost"),
          List.of("city", "shop", "big", "large", "bytes", "day"),
          List.of(),
          Set.of());

  @TempDir Path directory;

  /** Row i of {@code shop.py}, as {@link RowTexts} shows it. */
  private static String row(int i) {
    return Stream.of(
            i % 3 == 0 ? 1 : 0,
            i % 7 == 0 ? "-" : i / 4.0,
            i / 8.0,
            i * 100.0,
            (100 + i) / 100.0,
            i % 5 == 0 ? "-" : "Köln, " + i % 4,
            i % 6 == 0 ? "-" : "s" + i % 3,
            Long.toUnsignedString(-1 - i % 3),
            "v" + i % 9,
            "0x783" + i % 5,
            LocalDate.of(2024, 1, 1 + i % 7).toEpochDay())
        .map(Object::toString)
        .collect(Collectors.joining(" "));
  }

  private TableSource source(String name) throws IOException {
    Path file = directory.resolve(name);
    try (InputStream resource =
        Objects.requireNonNull(TableFilesTest.class.getResourceAsStream(name), name)) {
      Files.copy(resource, file);
    }
    TableFormat format = name.endsWith(".arrow") ? TableFormat.ARROW : TableFormat.PARQUET;
    return new TableSource(format, RawFile.of(file), ROLES, 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop-none.parquet",
        "shop-snappy.parquet",
        "shop-gzip.parquet",
        "shop-lz4.parquet",
        "shop-zstd.parquet",
        "shop-uncompressed.arrow",
        "shop-lz4.arrow",
        "shop-zstd.arrow"
      })
  void everyCodecGivesTheSameRowsAndADataSet(String name) throws IOException {
    TableSource source = source(name);

    assertThat(RowTexts.of(source, 2))
        .isEqualTo(IntStream.range(0, ROWS).mapToObj(TableFilesTest::row).toList());

    Path target = directory.resolve("set");
    Preparation.run(
        new PrepareOptions(source, SplitScheme.NASREC, 1, 1, DenseTransform.NONE),
        target,
        Progress.NONE);
    try (Dataset dataset = Dataset.open(target)) {
      assertThat(dataset.manifest().train().rows() + dataset.manifest().validation().rows())
          .isEqualTo(ROWS - dataset.manifest().test().rows())
          .isLessThan(ROWS);
    }
  }

  /**
   * A byte may be a value, which only the data's owner can check; whatever else becomes of it is
   * said with the file's name. Offsets and lengths lead out of their buffers, or ask for more
   * memory than there is.
   */
  @ParameterizedTest
  @ValueSource(strings = {"shop-uncompressed.arrow", "shop-zstd.arrow", "shop-snappy.parquet"})
  void aDamagedByteIsToldWithTheFilesNameIfItIsNoticed(String name) throws IOException {
    TableSource source = source(name);
    Path file = directory.resolve(name);
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(1);
    int noticed = 0;
    for (int i = 0; i < 100; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      try {
        RowTexts.of(source, 1);
      } catch (BadDataException e) {
        assertThat(e).hasMessageContaining(file.toString());
        noticed++;
      }
    }
    assertThat(noticed).isPositive();
  }

  @Test
  void aCodecThatIsNotReadIsNamed() throws IOException {
    TableSource source = source("shop-brotli.parquet");

    assertThatThrownBy(() -> RowTexts.of(source, 1))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            directory.resolve("shop-brotli.parquet")
                + ": expected Parquet that is compressed with one of [UNCOMPRESSED, SNAPPY, GZIP,"
                + " ZSTD, LZ4_RAW], but found BROTLI");
  }
}
