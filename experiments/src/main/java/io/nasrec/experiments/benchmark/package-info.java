/** A CTR NAS benchmark: its table as values and as files, and what is computed from it. */
package io.nasrec.experiments.benchmark;
