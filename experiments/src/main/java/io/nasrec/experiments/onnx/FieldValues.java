package io.nasrec.experiments.onnx;

import java.io.IOException;

/** The values of a categorical column that have ids of their own. */
@FunctionalInterface
public interface FieldValues {

  /**
   * Visits each value once, in any order; nothing needs to be held in memory for that.
   *
   * @throws IOException if they cannot be read
   */
  void forEach(Visitor visitor) throws IOException;

  /** Takes values. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Takes a value.
     *
     * @param text as {@code vocabulary.arrow} has it
     * @param id from 2 on
     */
    void value(String text, int id);
  }
}
