package io.nasrec.supernet.model;

import io.nasrec.supernet.evaluation.Metrics;

/**
 * How a network was trained on all rows of its data set, so that none are left to measure it.
 *
 * @param rows rows of all splits
 * @param steps steps made
 * @param passes how often they passed over the rows
 * @param chosenStep the step of a training on the training rows alone after which its weights were
 *     best on validation; it passed over those rows as often
 * @param chosenValidation how good those other weights were on validation
 */
public record AllRowsTraining(
    int rows, long steps, double passes, long chosenStep, Metrics chosenValidation) {}
