/** Optimizer, schedule, warm-up of the supernet and training of stand-alone networks. */
package io.nasrec.supernet.training;
