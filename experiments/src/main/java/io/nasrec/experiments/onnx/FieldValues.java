package io.nasrec.experiments.onnx;

import java.io.IOException;

/** The values of a categorical column that have ids of their own. */
@FunctionalInterface
public interface FieldValues {

  /**
   * Visits each value once, in any order; this needs no memory.
   *
   * @throws IOException if they cannot be read
   */
  void forEach(Visitor visitor) throws IOException;

  /** Receives values. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Receives a value.
     *
     * @param text as in {@code vocabulary.arrow}
     * @param id from 2 on
     */
    void value(String text, int id);
  }
}
