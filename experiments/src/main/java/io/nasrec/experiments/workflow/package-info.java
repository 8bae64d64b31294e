/**
 * One run: raw rows in; a searched, retrained and reported network out. {@link
 * io.nasrec.experiments.workflow.SearchRun} is the whole pipeline, with one class per stage.
 */
package io.nasrec.experiments.workflow;
