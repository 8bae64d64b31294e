/** Raw click logs to Arrow data sets: read, split, vocabulary, encode, batches. */
package io.nasrec.data;
