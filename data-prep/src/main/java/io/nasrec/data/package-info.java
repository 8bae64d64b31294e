/**
 * Prepared click data: data sets in Arrow files, their manifest, batches, row samples and random
 * streams. {@code io.nasrec.data.raw} reads raw rows, {@code io.nasrec.data.prepare} turns them
 * into such a data set.
 */
package io.nasrec.data;
