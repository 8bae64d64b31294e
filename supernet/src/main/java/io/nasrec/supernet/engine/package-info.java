/** What this project needs of DJL's PyTorch engine beyond its portable interface. */
package io.nasrec.supernet.engine;
