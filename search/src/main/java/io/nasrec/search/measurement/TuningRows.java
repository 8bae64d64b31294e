package io.nasrec.search.measurement;

import io.nasrec.data.BatchSource;

/**
 * Rows that a proxy may train and validate on.
 *
 * @param train the training split
 * @param validation the validation split
 */
public record TuningRows(BatchSource train, BatchSource validation) {}
