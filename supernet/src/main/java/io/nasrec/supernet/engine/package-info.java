/** The parts of DJL's PyTorch engine that this project needs beyond its portable interface. */
package io.nasrec.supernet.engine;
