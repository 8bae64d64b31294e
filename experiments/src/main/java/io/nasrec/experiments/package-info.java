/** Experiment files, the command line, the run and its report. */
package io.nasrec.experiments;
