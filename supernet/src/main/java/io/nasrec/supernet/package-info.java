/** The forward pass, weights, training and metrics, on DJL's PyTorch engine. */
package io.nasrec.supernet;
