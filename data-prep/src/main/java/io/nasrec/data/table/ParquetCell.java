package io.nasrec.data.table;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UnknownLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Interprets the values of a Parquet column. The library returns decimals, unsigned numbers and
 * times as the integers they are stored as, and anything stored in bytes as text.
 */
final class ParquetCell {
  private static final int JULIAN_1970 = 2_440_588;
  private static final long SECONDS_PER_DAY = 86_400;
  private static final int NANOS = 9;

  private ParquetCell() {}

  static ColumnType type(PrimitiveType column) {
    LogicalTypeAnnotation meaning = column.getLogicalTypeAnnotation();
    if (meaning instanceof DecimalLogicalTypeAnnotation) {
      return ColumnType.EXACT;
    }
    if (meaning instanceof Float16LogicalTypeAnnotation) {
      return ColumnType.FLOATING;
    }
    if (meaning instanceof DateLogicalTypeAnnotation) {
      return ColumnType.DATE;
    }
    if (meaning instanceof TimeLogicalTypeAnnotation) {
      return ColumnType.TIME;
    }
    if (meaning instanceof TimestampLogicalTypeAnnotation) {
      return ColumnType.TIMESTAMP;
    }
    if (meaning instanceof UnknownLogicalTypeAnnotation) {
      return ColumnType.NOTHING;
    }
    return switch (column.getPrimitiveTypeName()) {
      case INT32, INT64 -> ColumnType.EXACT;
      case FLOAT, DOUBLE -> ColumnType.FLOATING;
      case BOOLEAN -> ColumnType.BOOLEAN;
      case INT96 -> ColumnType.TIMESTAMP;
      case BINARY, FIXED_LEN_BYTE_ARRAY -> meaning == null ? ColumnType.BYTES : ColumnType.TEXT;
    };
  }

  /** Converts a non-null value from the library into a text, number or boolean. */
  static UnaryOperator<Object> reader(PrimitiveType column) {
    LogicalTypeAnnotation meaning = column.getLogicalTypeAnnotation();
    if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
      return stored ->
          stored instanceof String text
              ? new BigDecimal(text)
              : BigDecimal.valueOf(((Number) stored).longValue(), decimal.getScale());
    }
    if (meaning instanceof IntLogicalTypeAnnotation whole && !whole.isSigned()) {
      return stored ->
          stored instanceof Integer four
              ? (Object) Integer.toUnsignedLong(four)
              : new BigInteger(Long.toUnsignedString((Long) stored));
    }
    if (meaning instanceof Float16LogicalTypeAnnotation) {
      return stored -> Float.valueOf((String) stored);
    }
    if (meaning instanceof TimeLogicalTypeAnnotation time) {
      return stored -> ColumnType.seconds(((Number) stored).longValue(), digits(time.getUnit()));
    }
    if (meaning instanceof TimestampLogicalTypeAnnotation time) {
      return stored -> ColumnType.seconds(((Number) stored).longValue(), digits(time.getUnit()));
    }
    return column.getPrimitiveTypeName() == PrimitiveTypeName.INT96
        ? stored -> impalaTime((String) stored)
        : UnaryOperator.identity();
  }

  private static int digits(TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> 3;
      case MICROS -> 6;
      case NANOS -> NANOS;
    };
  }

  /**
   * A timestamp as Impala and, by default, Spark store it: nanoseconds of the day and the Julian
   * day, both with the lowest byte first.
   *
   * @param hex {@code 0x} and 24 digits
   */
  private static BigDecimal impalaTime(String hex) {
    ByteBuffer bytes =
        ByteBuffer.wrap(HexFormat.of().parseHex(hex, 2, hex.length()))
            .order(ByteOrder.LITTLE_ENDIAN);
    BigDecimal ofDay = ColumnType.seconds(bytes.getLong(), NANOS);
    return ofDay.add(BigDecimal.valueOf((bytes.getInt() - JULIAN_1970) * SECONDS_PER_DAY));
  }
}
