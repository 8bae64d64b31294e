package io.nasrec.data;

/** The three parts of a data set. */
public enum SplitName {
  /** What weights and vocabularies are learnt from. */
  TRAIN,
  /** What networks are compared on. */
  VALIDATION,
  /** What the winner is reported on, once. */
  TEST;

  /**
   * The name in lower case, as files and messages have it.
   *
   * @return such as {@code "train"}
   */
  public String label() {
    return switch (this) {
      case TRAIN -> "train";
      case VALIDATION -> "validation";
      case TEST -> "test";
    };
  }

  /**
   * The file that holds this part, inside the data set's directory.
   *
   * @return such as {@code "train.arrow"}
   */
  public String file() {
    return label() + ".arrow";
  }
}
