/**
 * The one forward pass, and the baselines beside it: functions from inputs and weights to logits.
 */
package io.nasrec.supernet.network;
