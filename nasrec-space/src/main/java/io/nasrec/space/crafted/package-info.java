/**
 * Hand-crafted networks from the click-through-rate literature as architectures of the space that
 * has their interactions, {@link io.nasrec.space.SearchSpace#plus}.
 */
package io.nasrec.space.crafted;
