/**
 * The only implementation of the forward pass of the search spaces: a function from inputs and
 * weights to logits.
 */
package io.nasrec.supernet.network;
