package io.nasrec.supernet.training;

/**
 * How to warm a supernet up.
 *
 * @param epochs passes over the sample
 * @param batchSize rows per step
 * @param learningRate highest learning rate
 * @param fullPathSteps steps until the full path's probability is 0; 0 for sampled paths only
 * @param optimizer clipping, eps and the schedule's linear part
 */
public record WarmUpHyperparameters(
    int epochs,
    int batchSize,
    double learningRate,
    long fullPathSteps,
    OptimizerSettings optimizer) {}
