/**
 * Operations that the engine has no fast version of, computed in vector registers with the JDK's
 * Vector API. That is an incubator module, so these classes depend only on the JDK and are compiled
 * separately; if Java is started without it, the engine's operations are used instead.
 */
package io.nasrec.supernet.kernels;
