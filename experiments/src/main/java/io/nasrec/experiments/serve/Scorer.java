package io.nasrec.experiments.serve;

import io.nasrec.commons.BadDataException;
import io.nasrec.data.Batch;
import java.util.List;
import java.util.Map;

/** A trained model as the server uses it. Any thread may encode and score until it is closed. */
public interface Scorer extends AutoCloseable {
  /** A checksum of everything that the model consists of; another model has another one. */
  String digest();

  /** The raw columns that every row must have, in the model's order. */
  List<Column> columns();

  /** What the model is and where it comes from, for people, in Markdown; may be empty. */
  String card();

  /** The fields for which unseen values are counted, in the order of {@link #unseen}. */
  List<String> fields();

  /**
   * Makes rows the network's inputs.
   *
   * @param rows each with a text, a number, a boolean or null for every column
   * @return the same rows in the same order
   * @throws BadDataException if a value is none of its column's; the message names the row, counted
   *     from 1, the column, and what was expected
   */
  Batch encode(List<? extends Map<String, ?>> rows);

  /**
   * How many of a batch's values the model does not know, whether they were rare or absent when it
   * was trained.
   *
   * @return a count per field
   */
  int[] unseen(Batch batch);

  /** The probability of each row of a batch. */
  double[] score(Batch batch);

  @Override
  void close();
}
