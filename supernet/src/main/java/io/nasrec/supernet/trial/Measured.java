package io.nasrec.supernet.trial;

import io.nasrec.supernet.model.Tested;
import java.util.Optional;

/**
 * All numbers of a complete trial whose weights are not kept.
 *
 * @param result of the training
 * @param test of its best weights on the test split; empty if training diverged
 */
public record Measured(TrialResult result, Optional<Tested> test) {}
