/** Log loss and ROC AUC. */
package io.nasrec.supernet.evaluation;
