/**
 * What the engine has no fast operation for, in the processor's vector registers, by the JDK's
 * Vector API. That is an incubator module, so that these classes know nothing but the JDK and are
 * compiled by themselves; where Java was started without it, the engine's operations do the work.
 */
package io.nasrec.supernet.kernels;
