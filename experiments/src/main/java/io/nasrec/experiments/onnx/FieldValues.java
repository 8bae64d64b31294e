package io.nasrec.experiments.onnx;

import java.io.IOException;

/** The values of all categorical columns that have ids of their own. */
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
     * @param field position of its column among the categorical ones
     * @param text as in {@code vocabulary.arrow}
     * @param id from 2 on
     */
    void value(int field, String text, int id);
  }
}
