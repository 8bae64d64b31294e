package io.nasrec.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blue.strategic.parquet.Dehydrator;
import blue.strategic.parquet.ParquetWriter;
import io.nasrec.commons.BadDataException;
import io.nasrec.commons.Progress;
import io.nasrec.data.raw.RawFile;
import io.nasrec.data.raw.RowTexts;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.compression.NoCompressionCodec;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows of every type that a column may have, in both formats. */
class TableSourceTest {
  private static final int ROWS = 1000;
  private static final ColumnRoles ROLES =
      new ColumnRoles(
          "bought",
          List.of("price", "cost"),
          List.of("city", "big"),
          List.of("id"),
          Set.of("nowhere"));

  @TempDir Path directory;

  private static Double price(int i) {
    return i % 7 == 0 ? null : i / 4.0;
  }

  private static String city(int i) {
    return i % 5 == 0 ? null : i % 5 == 1 ? "nowhere" : "Paris, " + i % 13;
  }

  private static BigDecimal cost(int i) {
    return BigDecimal.valueOf(100 + i, 2);
  }

  /** A row as {@link RowTexts} shows it. */
  private static String row(int i) {
    String price = price(i) == null ? "-" : price(i).toString();
    String city = city(i) == null || city(i).equals("nowhere") ? "-" : city(i);
    String big = Long.toUnsignedString(-1 - i % 3);
    return (i % 3 == 0 ? 1 : 0)
        + " "
        + price
        + " "
        + cost(i).doubleValue()
        + " "
        + city
        + " "
        + big;
  }

  private static TableSource source(TableFormat format, Path file) {
    return new TableSource(format, RawFile.of(file), ROLES, 0);
  }

  private Path parquet() throws IOException {
    MessageType schema =
        Types.buildMessage()
            .required(PrimitiveTypeName.INT32)
            .named("id")
            .required(PrimitiveTypeName.BOOLEAN)
            .named("bought")
            .optional(PrimitiveTypeName.DOUBLE)
            .named("price")
            .required(PrimitiveTypeName.INT64)
            .as(LogicalTypeAnnotation.decimalType(2, 10))
            .named("cost")
            .optional(PrimitiveTypeName.BINARY)
            .as(LogicalTypeAnnotation.stringType())
            .named("city")
            .required(PrimitiveTypeName.INT64)
            .as(LogicalTypeAnnotation.intType(64, false))
            .named("big")
            .named("shop");
    Path file = directory.resolve("shop.parquet");
    Dehydrator<Integer> columns =
        (i, out) -> {
          out.write("id", i);
          out.write("bought", i % 3 == 0);
          if (price(i) != null) {
            out.write("price", price(i));
          }
          out.write("cost", cost(i).unscaledValue().longValueExact());
          if (city(i) != null) {
            out.write("city", city(i));
          }
          out.write("big", -1L - i % 3);
        };
    try (ParquetWriter<Integer> writer = ParquetWriter.writeFile(schema, file.toFile(), columns)) {
      for (int i = 0; i < ROWS; i++) {
        writer.write(i);
      }
    }
    return file;
  }

  private Path arrow(CodecType codec) throws IOException {
    Path file = directory.resolve("shop.arrow");
    try (BufferAllocator allocator = new RootAllocator();
        IntVector id = new IntVector("id", allocator);
        BitVector bought = new BitVector("bought", allocator);
        Float8Vector price = new Float8Vector("price", allocator);
        DecimalVector cost = new DecimalVector("cost", allocator, 10, 2);
        VarCharVector city = new VarCharVector("city", allocator);
        UInt8Vector big = new UInt8Vector("big", allocator);
        VarCharVector cities = new VarCharVector("cities", allocator)) {
      for (int i = 0; i < 13; i++) {
        cities.setSafe(i, ("Paris, " + i).getBytes(StandardCharsets.UTF_8));
      }
      cities.setSafe(13, "nowhere".getBytes(StandardCharsets.UTF_8));
      cities.setValueCount(14);
      Dictionary dictionary = new Dictionary(cities, new DictionaryEncoding(1, false, null));
      for (int i = 0; i < ROWS; i++) {
        id.setSafe(i, i);
        bought.setSafe(i, i % 3 == 0 ? 1 : 0);
        if (price(i) != null) {
          price.setSafe(i, price(i));
        }
        cost.setSafe(i, cost(i));
        if (city(i) != null) {
          city.setSafe(i, city(i).getBytes(StandardCharsets.UTF_8));
        }
        big.setSafe(i, -1L - i % 3);
      }
      List<FieldVector> vectors = List.of(id, bought, price, cost, city, big);
      vectors.forEach(vector -> vector.setValueCount(ROWS));
      try (FieldVector encoded = (FieldVector) DictionaryEncoder.encode(city, dictionary);
          VectorSchemaRoot root = VectorSchemaRoot.of(id, bought, price, cost, encoded, big);
          FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          ArrowFileWriter writer =
              new ArrowFileWriter(
                  root,
                  new MapDictionaryProvider(dictionary),
                  channel,
                  null,
                  IpcOption.DEFAULT,
                  codec == CodecType.NO_COMPRESSION
                      ? NoCompressionCodec.Factory.INSTANCE
                      : CommonsCompressionFactory.INSTANCE,
                  codec)) {
        writer.writeBatch();
        writer.writeBatch();
        writer.end();
      }
    }
    return file;
  }

  @Test
  void parquetRowsAreRead() throws IOException {
    List<String> rows = RowTexts.of(source(TableFormat.PARQUET, parquet()), 2);

    assertThat(rows).hasSize(ROWS);
    for (int i = 0; i < ROWS; i++) {
      assertThat(rows.get(i)).isEqualTo(row(i));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_COMPRESSION", "LZ4_FRAME", "ZSTD"})
  void arrowRowsOfAllBatchesAreRead(CodecType codec) throws IOException {
    List<String> rows = RowTexts.of(source(TableFormat.ARROW, arrow(codec)), 2);

    assertThat(rows).hasSize(2 * ROWS);
    for (int i = 0; i < ROWS; i++) {
      assertThat(rows.get(i)).isEqualTo(row(i)).isEqualTo(rows.get(ROWS + i));
    }
  }

  @Test
  void aCutOffFileIsNamed() throws IOException {
    for (TableFormat format : TableFormat.values()) {
      Path file = format == TableFormat.ARROW ? arrow(CodecType.NO_COMPRESSION) : parquet();
      byte[] bytes = Files.readAllBytes(file);
      for (int length : new int[] {1, 6, 1000, bytes.length - 1}) {
        Files.write(file, Arrays.copyOf(bytes, length));

        assertThatThrownBy(() -> RowTexts.of(source(format, file), 1))
            .isInstanceOf(BadDataException.class)
            .hasMessageStartingWith(file + " is not a readable ");
      }
    }
  }

  @Test
  void progressReachesTheFilesBytes() throws IOException {
    Path file = parquet();
    long[] last = new long[2];
    source(TableFormat.PARQUET, file).identify(Progress.NONE);
    try (var chunks = source(TableFormat.PARQUET, file).open()) {
      while (chunks.next() != null) {
        assertThat(chunks.done()).isGreaterThanOrEqualTo(last[0]);
        last[0] = chunks.done();
      }
      assertThat(chunks.done()).isEqualTo(chunks.total()).isEqualTo(Files.size(file));
    }
  }
}
