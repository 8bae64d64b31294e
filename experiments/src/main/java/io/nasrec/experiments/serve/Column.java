package io.nasrec.experiments.serve;

import java.util.Objects;

/**
 * A raw column that a model wants.
 *
 * @param name as in the data that it was trained on
 * @param numeric whether its values are numbers; else they are texts, or whole numbers that stand
 *     for texts
 */
public record Column(String name, boolean numeric) {
  /** Requires a name. */
  public Column {
    Objects.requireNonNull(name, "name must be given");
  }

  /** What a value is, as messages say it. */
  String kind() {
    return numeric ? "number" : "text";
  }

  /** The tensor type in which the model says that it wants the column. */
  TensorType datatype() {
    return numeric ? TensorType.FP64 : TensorType.BYTES;
  }
}
