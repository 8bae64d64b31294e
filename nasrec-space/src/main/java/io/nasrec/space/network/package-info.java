/**
 * The network that an architecture stands for: every layer, tensor shape and supernet slice, known
 * before any tensor exists.
 */
package io.nasrec.space.network;
