package io.nasrec.data.table;

import java.util.HexFormat;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.FloatingPointVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Interprets the values of an Arrow column. */
final class ArrowCell {
  /** As Parquet's library shows them. */
  private static final HexFormat BYTES = HexFormat.of().withUpperCase();

  private static final long MILLIS_PER_DAY = 86_400_000;

  private ArrowCell() {}

  static ColumnType type(ValueVector vector) {
    return switch (vector.getField().getType().getTypeID()) {
      case Int, Decimal -> ColumnType.EXACT;
      case FloatingPoint -> ColumnType.FLOATING;
      case Bool -> ColumnType.BOOLEAN;
      case Binary, LargeBinary, BinaryView, FixedSizeBinary -> ColumnType.BYTES;
      case Date -> ColumnType.DATE;
      case Time, Duration -> ColumnType.TIME;
      case Timestamp -> ColumnType.TIMESTAMP;
      case Null -> ColumnType.NOTHING;
      default -> ColumnType.TEXT;
    };
  }

  /** A text, number or boolean; null if missing. */
  static Object value(ValueVector vector, int index) {
    if (vector.isNull(index)) {
      return null;
    }
    // For unsigned numbers, half floats and times, the objects are not what they seem.
    if (vector instanceof UInt8Vector unsigned) {
      return unsigned.getObjectNoOverflow(index);
    }
    if (vector instanceof BaseIntVector whole) {
      return whole.getValueAsLong(index);
    }
    if (vector instanceof Float8Vector real) {
      return real.get(index);
    }
    if (vector instanceof FloatingPointVector real) {
      return (float) real.getValueAsDouble(index);
    }
    Number time = time(vector, index);
    if (time != null) {
      return time;
    }
    Object value = vector.getObject(index);
    if (value instanceof byte[] bytes) {
      return "0x" + BYTES.formatHex(bytes);
    }
    return value instanceof Number || value instanceof Boolean ? value : value.toString();
  }

  private static Number time(ValueVector vector, int index) {
    if (vector instanceof TimeStampVector timestamp) {
      ArrowType.Timestamp type = (ArrowType.Timestamp) vector.getField().getType();
      return ColumnType.seconds(timestamp.get(index), digits(type.getUnit()));
    }
    if (vector instanceof DateDayVector date) {
      return date.get(index);
    }
    if (vector instanceof DateMilliVector date) {
      return Math.floorDiv(date.get(index), MILLIS_PER_DAY);
    }
    if (vector instanceof TimeSecVector time) {
      return time.get(index);
    }
    if (vector instanceof TimeMilliVector time) {
      return ColumnType.seconds(time.get(index), digits(TimeUnit.MILLISECOND));
    }
    if (vector instanceof TimeMicroVector time) {
      return ColumnType.seconds(time.get(index), digits(TimeUnit.MICROSECOND));
    }
    if (vector instanceof TimeNanoVector time) {
      return ColumnType.seconds(time.get(index), digits(TimeUnit.NANOSECOND));
    }
    return vector instanceof DurationVector duration
        ? ColumnType.seconds(
            DurationVector.get(duration.getDataBuffer(), index), digits(duration.getUnit()))
        : null;
  }

  private static int digits(TimeUnit unit) {
    return switch (unit) {
      case SECOND -> 0;
      case MILLISECOND -> 3;
      case MICROSECOND -> 6;
      case NANOSECOND -> 9;
    };
  }
}
