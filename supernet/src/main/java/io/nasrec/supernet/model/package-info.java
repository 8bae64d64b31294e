/**
 * Trained networks as files: a network's definition together with its weights, so that any process
 * can use it.
 */
package io.nasrec.supernet.model;
