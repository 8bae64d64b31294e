/** How good predictions are: log loss, ROC AUC, normalised entropy and calibration. */
package io.nasrec.supernet.evaluation;
