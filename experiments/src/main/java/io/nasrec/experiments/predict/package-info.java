/** Predictions for the rows of raw files, to files or measured against labels. */
package io.nasrec.experiments.predict;
