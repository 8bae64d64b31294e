/**
 * Hand-crafted networks from the click-through-rate literature, each as its paper defines it, over
 * the same inputs and embedding rows as the networks of the search space.
 */
package io.nasrec.supernet.baseline;
