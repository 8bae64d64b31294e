/**
 * Trials: trainings of networks from scratch as values, run as lists, side by side, and found again
 * after an interruption.
 */
package io.nasrec.supernet.trial;
