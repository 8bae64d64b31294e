/**
 * Trained networks as files: what a network is, beside its weights, so that any process can use it.
 */
package io.nasrec.supernet.model;
