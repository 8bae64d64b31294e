package io.nasrec.data;

import java.util.Locale;
import java.util.Optional;

/** The three parts of a data set. */
public enum SplitName {
  /** The rows that weights and vocabularies are learned from. */
  TRAIN,
  /** The rows that networks are compared on. */
  VALIDATION,
  /** The rows that the winner is evaluated on, once. */
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
   * The part that a user's word names.
   *
   * @param word such as {@code "train"} or {@code "valid"}, in lower or upper case
   * @return the part; empty if the word names none
   */
  public static Optional<SplitName> named(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "train" -> Optional.of(TRAIN);
      case "valid", "validation" -> Optional.of(VALIDATION);
      case "test" -> Optional.of(TEST);
      default -> Optional.empty();
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
