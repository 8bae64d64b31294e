/**
 * One run: raw rows in; a searched, retrained and reported network out. {@link
 * io.nasrec.experiments.run.SearchRun} is the whole line, a stage a class.
 */
package io.nasrec.experiments.run;
