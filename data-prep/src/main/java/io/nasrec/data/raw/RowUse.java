package io.nasrec.data.raw;

import java.util.List;
import java.util.Objects;

/**
 * What rows are read for, and so which columns must be there.
 *
 * @param purpose what for
 * @param absentAsMissing whether a column of a feature may be absent: its values are missing then
 * @param carried columns whose text is kept as it is, beside the features
 */
public record RowUse(Purpose purpose, boolean absentAsMissing, List<String> carried) {
  /** What rows are read for. */
  public enum Purpose {
    /**
     * A data set is made of them: labels, splits and all columns must be as they were described.
     */
    LEARNING,
    /** A network is measured on them: they have labels, and perhaps other columns. */
    MEASURING,
    /** A network predicts them: a label may be there, but is not looked at. */
    PREDICTING
  }

  /** To make a data set. */
  public static final RowUse LEARNING = new RowUse(Purpose.LEARNING, false, List.of());

  /** Copies the list. */
  public RowUse {
    Objects.requireNonNull(purpose, "purpose must be given");
    carried = List.copyOf(carried);
  }

  /** Whether a data set is made. */
  public boolean learning() {
    return purpose == Purpose.LEARNING;
  }

  /** Whether labels are read. */
  public boolean labels() {
    return purpose != Purpose.PREDICTING;
  }

  /** The schema with what is carried. */
  public RawSchema with(RawSchema schema) {
    return carried.isEmpty()
        ? schema
        : new RawSchema(schema.dense(), schema.categorical(), carried);
  }
}
