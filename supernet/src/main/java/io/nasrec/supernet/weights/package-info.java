/**
 * Weights of the supernet and of stand-alone networks: slices, embedding rows, initial values,
 * files.
 */
package io.nasrec.supernet.weights;
