/** Trained models behind HTTP: plain rows, the Open Inference Protocol, a page and metrics. */
package io.nasrec.experiments.serve;
