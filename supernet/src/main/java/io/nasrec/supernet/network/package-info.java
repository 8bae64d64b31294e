/**
 * Networks as functions from inputs and weights to logits, with a single forward pass for all
 * networks of the search spaces.
 */
package io.nasrec.supernet.network;
