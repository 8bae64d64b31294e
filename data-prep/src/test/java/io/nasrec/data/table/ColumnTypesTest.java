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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One column in files that store it differently. */
class ColumnTypesTest {
  private static final PrimitiveType LONG = Types.optional(PrimitiveTypeName.INT64).named("x");
  private static final PrimitiveType DOUBLE = Types.optional(PrimitiveTypeName.DOUBLE).named("x");
  private static final PrimitiveType BOOLEAN = Types.optional(PrimitiveTypeName.BOOLEAN).named("x");
  private static final PrimitiveType STRING =
      Types.optional(PrimitiveTypeName.BINARY).as(LogicalTypeAnnotation.stringType()).named("x");

  @TempDir Path directory;

  private static PrimitiveType time(TimeUnit unit) {
    return Types.optional(PrimitiveTypeName.INT64)
        .as(LogicalTypeAnnotation.timestampType(true, unit))
        .named("x");
  }

  /** A file with a column of the type and one of labels. */
  private Path file(String name, PrimitiveType type, Object... values) throws IOException {
    Path file = directory.resolve(name);
    MessageType schema =
        new MessageType("rows", Types.required(PrimitiveTypeName.INT32).named("click"), type);
    Dehydrator<Object> columns =
        (value, out) -> {
          out.write("click", 1);
          if (!value.equals("")) {
            out.write("x", value);
          }
        };
    try (ParquetWriter<Object> writer = ParquetWriter.writeFile(schema, file.toFile(), columns)) {
      for (Object value : values) {
        writer.write(value);
      }
    }
    return file;
  }

  private static List<String> categories(Path... files) {
    ColumnRoles roles = new ColumnRoles("click", List.of(), List.of("x"), List.of(), Set.of());
    TableSource source = new TableSource(TableFormat.PARQUET, RawFile.of(files), roles, 0);
    return RowTexts.of(source, 1).stream().map(row -> row.substring(2)).toList();
  }

  @Test
  void wholeNumbersAndFloatingPointNumbersAreTheSameIds() throws IOException {
    Path day1 = file("day1.parquet", LONG, 5L, 9007199254740993L);
    Path day2 = file("day2.parquet", DOUBLE, 5.0, 2.5, "");

    assertThat(categories(day1, day2)).containsExactly("5", "9007199254740993", "5", "2.5", "-");
  }

  @Test
  void aRoundedIdIsNotTakenForAnExactOne() throws IOException {
    Path day1 = file("day1.parquet", LONG, 5L);
    Path day2 = file("day2.parquet", DOUBLE, 9007199254740992.0);

    assertThatThrownBy(() -> categories(day1, day2))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            day2
                + ", record 1, column x: expected an exact number, as another file has them, or a"
                + " floating-point number that is small enough to be one (below 2^53, or 2^24 in 32"
                + " bits), but found \"9007199254740992\"");
    assertThat(categories(day2)).containsExactly("9007199254740992");
  }

  @Test
  void booleansAndTheirTextAreTheSameIds() throws IOException {
    Path day1 = file("day1.parquet", BOOLEAN, true, false);
    Path day2 = file("day2.parquet", STRING, "True", "FALSE", "true");

    assertThat(categories(day1, day2)).containsExactly("true", "false", "true", "false", "true");
  }

  @Test
  void timestampsAreInSecondsWhateverTheirUnit() throws IOException {
    Path nanos = file("d1.parquet", time(TimeUnit.NANOS), 1_700_000_000_500_000_000L, 7L);
    Path micros = file("d2.parquet", time(TimeUnit.MICROS), 1_700_000_000_500_000L);
    Path millis = file("d3.parquet", time(TimeUnit.MILLIS), 1_700_000_000_500L);

    assertThat(categories(nanos, micros, millis))
        .containsExactly("1700000000.5", "0.000000007", "1700000000.5", "1700000000.5");
  }

  @Test
  void aColumnThatIsTextInOneFileAndNumbersInAnotherIsRefusedAsACategory() throws IOException {
    Path day1 = file("day1.parquet", STRING, "05");
    Path day2 = file("day2.parquet", LONG, 5L);

    assertThatThrownBy(() -> categories(day1, day2))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            day2
                + ", column x: expected text, as in "
                + day1
                + ", but found numbers; write the column with one type in all files, or name it in"
                + " schema.ignored");
  }

  /** As the one above, whoever reads it; a second category lets the rest be of use. */
  @Test
  void whoInspectsSuchFilesIsToldToo() throws IOException {
    Path parts = Files.createDirectory(directory.resolve("parts"));
    writeShop(parts.resolve("day1.parquet"), STRING, i -> "0" + i % 3);
    writeShop(parts.resolve("day2.parquet"), LONG, i -> i % 3L);

    Inspection found = inspect(parts, Set.of());

    assertThat(found.columns())
        .extracting(column -> column.name() + ": " + column.role() + " " + column.note())
        .containsExactly(
            "click: LABEL ",
            "city: CATEGORICAL ",
            "x: IGNORED text in day1.parquet, but numbers in day2.parquet; write the column with"
                + " one type in all files to use it");
    assertThatThrownBy(() -> inspect(parts, Set.of("x")))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            parts.resolve("day2.parquet")
                + ", column x: expected text, as in "
                + parts.resolve("day1.parquet")
                + ", but found numbers; write the column with one type in all files, or name it in"
                + " schema.ignored");
  }

  @Test
  void timesAreKnownByTheirTypeWhoInspectsThem() throws IOException {
    Path file = directory.resolve("shop.parquet");
    writeShop(file, time(TimeUnit.MILLIS), i -> 1_700_000_000_000L + i / 2);

    assertThat(inspect(file, Set.of()).columns().get(2).note())
        .startsWith("looks like times, and the rows stand in their order");
  }

  private static Inspection inspect(Path file, Set<String> categorical) {
    return new Inspector(file, Optional.empty(), categorical, 1000, Progress.NONE).run();
  }

  /** Rows with a label, a city and x. */
  private static void writeShop(Path file, PrimitiveType type, IntFunction<Object> x)
      throws IOException {
    MessageType schema =
        new MessageType(
            "rows",
            Types.required(PrimitiveTypeName.INT32).named("click"),
            Types.required(PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named("city"),
            type);
    Dehydrator<Integer> columns =
        (i, out) -> {
          out.write("click", i % 2);
          out.write("city", "c" + i % 5);
          out.write("x", x.apply(i));
        };
    try (ParquetWriter<Integer> writer = ParquetWriter.writeFile(schema, file.toFile(), columns)) {
      for (int i = 0; i < 60; i++) {
        writer.write(i);
      }
    }
  }

  @Test
  void aDenseColumnMayBeNumbersOrTextButNotTimesHereAndNumbersThere() {
    assertThat(ColumnType.TEXT.agreesWith(ColumnType.FLOATING, true)).isTrue();
    assertThat(ColumnType.EXACT.agreesWith(ColumnType.BOOLEAN, true)).isTrue();
    assertThat(ColumnType.EXACT.agreesWith(ColumnType.TIMESTAMP, true)).isFalse();
    assertThat(ColumnType.EXACT.agreesWith(ColumnType.FLOATING, false)).isTrue();
  }

  @Test
  void aColumnWithoutAValueAgreesWithAll() throws IOException {
    Path day1 = file("day1.parquet", DOUBLE, "", "");
    Path day2 = file("day2.parquet", STRING, "a");

    assertThat(categories(day1, day2)).containsExactly("-", "-", "a");
  }
}
