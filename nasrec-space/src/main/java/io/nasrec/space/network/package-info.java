/**
 * The network that an architecture describes: every layer, tensor shape and supernet slice, known
 * before any tensor exists.
 */
package io.nasrec.space.network;
